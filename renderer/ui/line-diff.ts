/** One line of a difference. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Above this many comparisons the middle is shown as removed and added whole. */
const mostComparisons = 1_000_000

function lines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

/** The lines that lead from one text to the other, by longest common subsequence. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = lines(before)
  const now = lines(after)
  const least = Math.min(old.length, now.length)
  let start = 0
  while (start < least && old[start] === now[start]) start += 1
  let end = 0
  while (end < least - start && old.at(-1 - end) === now.at(-1 - end)) end += 1
  const same = (text: string): DiffLine => ({ kind: 'same', text })
  return [
    ...old.slice(0, start).map(same),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map(same),
  ]
}

function middle(old: readonly string[], now: readonly string[]): DiffLine[] {
  const removed = (text: string): DiffLine => ({ kind: 'removed', text })
  const added = (text: string): DiffLine => ({ kind: 'added', text })
  if (old.length * now.length > mostComparisons) return [...old.map(removed), ...now.map(added)]
  const lengths = commonLengths(old, now)
  const result: DiffLine[] = []
  let a = 0
  let b = 0
  while (a < old.length || b < now.length) {
    const [left, right] = [old[a], now[b]]
    if (left !== undefined && left === right) {
      result.push({ kind: 'same', text: left })
      a += 1
      b += 1
    } else if (right === undefined || (left !== undefined && downIsBetter(lengths, a, b))) {
      result.push(removed(left ?? ''))
      a += 1
    } else {
      result.push(added(right))
      b += 1
    }
  }
  return result
}

function downIsBetter(lengths: readonly Uint32Array[], a: number, b: number): boolean {
  return (lengths[a + 1]?.[b] ?? 0) >= (lengths[a]?.[b + 1] ?? 0)
}

/** Length of the longest common rest from each pair of lines on. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1))
  for (let a = old.length - 1; a >= 0; a -= 1) {
    const [row, below] = [rows[a], rows[a + 1]]
    if (!row || !below) continue
    for (let b = now.length - 1; b >= 0; b -= 1) {
      row[b] =
        old[a] === now[b] ? (below[b + 1] ?? 0) + 1 : Math.max(below[b] ?? 0, row[b + 1] ?? 0)
    }
  }
  return rows
}
