const MAX_RESULTS = 128

/** Expands the first level of `{a,b}` and `{1..3}` repeatedly, as bash does before anything else. */
export function expandBraces(text: string): string[] {
  let pending = [text]
  let done: string[] = []
  for (let round = 0; round < 16 && pending.length > 0; round++) {
    const next: string[] = []
    for (const candidate of pending) {
      const split = splitFirst(candidate)
      if (split) next.push(...split)
      else done.push(candidate)
      if (next.length + done.length > MAX_RESULTS) return new Array(MAX_RESULTS).fill('')
    }
    pending = next
  }
  done = done.concat(pending)
  return done
}

function splitFirst(text: string): string[] | null {
  for (let open = nextOpen(text, 0); open >= 0; open = nextOpen(text, open + 1)) {
    const found = readGroup(text, open)
    if (!found) continue
    const head = text.slice(0, open)
    const tail = text.slice(found.end + 1)
    return found.items.map((item) => head + item + tail)
  }
  return null
}

/** Offset of the next `{` outside quotes that does not belong to `${`, or -1. */
function nextOpen(text: string, from: number): number {
  for (const match of text.matchAll(/\\.|'[^']*'|"(?:[^"\\]|\\.)*"|\$\{|\{/gs)) {
    if (match[0] === '{' && match.index >= from) return match.index
  }
  return -1
}

function readGroup(text: string, open: number): { items: string[]; end: number } | null {
  const items: string[] = []
  let depth = 0
  let start = open + 1
  for (const match of text.slice(open).matchAll(/\\.|[{},]/gs)) {
    const at = open + match.index
    depth += DEPTH[match[0]] ?? 0
    const ends = depth === 0
    if (!ends && !(match[0] === ',' && depth === 1)) continue
    items.push(text.slice(start, at))
    start = at + 1
    if (ends) return finishGroup(items, at)
  }
  return null
}

const DEPTH: Readonly<Record<string, number>> = { '{': 1, '}': -1 }

function finishGroup(items: string[], end: number): { items: string[]; end: number } | null {
  if (items.length > 1) return { items, end }
  const range = readRange(items[0] ?? '')
  return range ? { items: range, end } : null
}

function readRange(body: string): string[] | null {
  const numbers = /^(-?\d{1,9})\.\.(-?\d{1,9})(?:\.\.(-?\d{1,9}))?$/.exec(body)
  if (numbers) return countRange(numbers)
  const letters = /^([A-Za-z])\.\.([A-Za-z])$/.exec(body)
  if (!letters) return null
  const from = letters[1]?.charCodeAt(0) ?? 0
  const to = letters[2]?.charCodeAt(0) ?? 0
  const step = from <= to ? 1 : -1
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, at) =>
    String.fromCharCode(from + at * step),
  )
}

function countRange(match: RegExpExecArray): string[] {
  const from = Number(match[1])
  const to = Number(match[2])
  const size = Math.max(1, Math.abs(Number(match[3] ?? 1)))
  const count = Math.min(MAX_RESULTS, Math.floor(Math.abs(to - from) / size) + 1)
  const step = from <= to ? size : -size
  const width = /^-?0\d/.test(match[1] ?? '') ? (match[1] ?? '').length : 0
  return Array.from({ length: count }, (_, at) => String(from + at * step).padStart(width, '0'))
}
