import type { Secret } from '../../shared/kit/secret.ts'

/** What stands where a forgotten secret stood. */
export const forgottenPlaceholder = '__redacted_forgotten__'

/** Takes one secret out of texts, in every form it may have there; never tells what the secret is. */
export interface Forgetting {
  /** Times the secret stands in a text. */
  count(text: string): number
  /** The text with a placeholder for each time the secret stands in it. */
  text(text: string): string
  /** The same for texts that follow each other, also where the secret runs from one into the next. */
  pieces(texts: readonly string[]): readonly string[]
  /** The same for every string and key of a value; the value itself where the secret stands nowhere. */
  value<T>(value: T): T
  /** The secret as it may stand in a file that is no text of ours. */
  readonly needles: readonly Buffer[]
}

/** Prepares a secret for the search: as it is, escaped as JSON, in base64, hex and percent form. */
export function createForgetting(secret: Secret): Forgetting {
  const plain = secret.expose()
  const { literal, base64 } = formsOf(plain)
  const alternatives = [...base64, ...literal.map(escaped)]
  const form = new RegExp(alternatives.sort((a, b) => b.length - a.length).join('|'), 'g')
  const text = (given: string) => given.replace(form, forgottenPlaceholder)
  return {
    text,
    count: (given) => given.match(form)?.length ?? 0,
    pieces: (texts) => overPieces(texts, form),
    value: (value) => inValue(value, text) as typeof value,
    needles: [...literal, ...coresOf(plain)].map((needle) => Buffer.from(needle)),
  }
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

const asJson = (text: string) => JSON.stringify(text).slice(1, -1)

function formsOf(plain: string) {
  const json = asJson(plain)
  const bytes = Buffer.from(plain)
  const hex = bytes.toString('hex')
  const all = [plain, json, asJson(json), encodeURIComponent(plain), hex, hex.toUpperCase()]
  return { literal: [...new Set(all)], base64: base64Forms(bytes) }
}

/** The characters of a base64 text that depend on the secret alone, for each of the three places it can begin at. */
function coresOf(plain: string): string[] {
  const bytes = Buffer.from(plain)
  const cores = [0, 1, 2].map((before) => coreAt(bytes, before).core)
  return [...new Set(cores.flatMap((core) => [core, urlSafe(core)]))].filter(isLongEnough)
}

const isLongEnough = (core: string) => core.length >= 8

const urlSafe = (core: string) => core.replaceAll('+', '-').replaceAll('/', '_')

function coreAt(bytes: Buffer, before: number) {
  const whole = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  const shared = (before + bytes.length) % 3 !== 0
  const from = before === 0 ? 0 : before + 1
  return { core: whole.slice(from, shared ? -1 : undefined), opens: before > 0, ends: shared }
}

/** A character at either end may carry bits of the secret together with bits of its neighbour. */
function base64Forms(bytes: Buffer): string[] {
  const one = '[A-Za-z0-9+/_-]?'
  const forms = [0, 1, 2].flatMap((before) => {
    const { core, opens, ends } = coreAt(bytes, before)
    if (!isLongEnough(core)) return []
    const around = (text: string) =>
      `${opens ? one : ''}${escaped(text)}${ends ? `${one}={0,2}` : ''}`
    return [around(core), around(urlSafe(core))]
  })
  return [...new Set(forms)]
}

function overPieces(texts: readonly string[], form: RegExp): readonly string[] {
  const found = [...texts.join('').matchAll(form)].map(({ index, 0: { length } }) => ({
    from: index,
    to: index + length,
  }))
  if (found.length === 0) return texts
  let start = 0
  return texts.map((text) => {
    const end = start + text.length
    let at = start
    let out = ''
    for (const { from, to } of found.filter((one) => one.to > start && one.from < end)) {
      out += text.slice(at - start, Math.max(at, from) - start)
      if (from >= start) out += forgottenPlaceholder
      at = Math.min(to, end)
    }
    out += text.slice(at - start)
    start = end
    return out
  })
}

function inValue(value: unknown, text: (given: string) => string): unknown {
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => inValue(item, text))
    return items.some((item, at) => item !== value[at]) ? items : value
  }
  const before = Object.entries(value)
  const after = before.map(([key, item]) => [text(key), inValue(item, text)] as const)
  const isSame = after.every(
    ([key, item], at) => before[at]?.[0] === key && before[at]?.[1] === item,
  )
  return isSame ? value : Object.fromEntries(after)
}
