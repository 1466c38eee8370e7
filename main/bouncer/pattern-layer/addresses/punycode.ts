const BASE = 36
const T_MIN = 1
const T_MAX = 26
const SKEW = 38
const DAMP = 700
const FIRST_BIAS = 72
const FIRST_CODE = 128
const MAX_CODE = 0x10ffff
/** Longest label of the domain name system. */
const MAX_LABEL = 63

/** The letters of a label in Punycode without its prefix (RFC 3492); null when it is none. */
export function decodedLabel(text: string): string | null {
  if (text.length > MAX_LABEL || !/^[a-z\d-]+$/i.test(text)) return null
  const cut = text.lastIndexOf('-')
  const codes = [...text.slice(0, Math.max(cut, 0))].map((letter) => letter.charCodeAt(0))
  const digits = [...text.slice(cut + 1)].map((letter) => digitOf(letter))
  let code = FIRST_CODE
  let index = 0
  let bias = FIRST_BIAS
  for (let at = 0; at < digits.length; ) {
    const before = index
    const read = numberAt(digits, at, bias)
    if (read === null) return null
    index += read.value
    at = read.end
    const count = codes.length + 1
    bias = adapted(index - before, count, before === 0)
    code += Math.floor(index / count)
    if (code > MAX_CODE) return null
    index %= count
    codes.splice(index, 0, code)
    index++
  }
  return String.fromCodePoint(...codes)
}

/** One number of variable length; null where it breaks off. */
function numberAt(
  digits: readonly number[],
  from: number,
  bias: number,
): { readonly value: number; readonly end: number } | null {
  let value = 0
  let weight = 1
  for (let at = from, k = BASE; at < digits.length; at++, k += BASE) {
    const digit = digits[at] ?? 0
    value += digit * weight
    const limit = Math.min(Math.max(k - bias, T_MIN), T_MAX)
    if (digit < limit) return { value, end: at + 1 }
    weight *= BASE - limit
  }
  return null
}

function digitOf(letter: string): number {
  return /\d/.test(letter) ? Number(letter) + 26 : letter.toLowerCase().charCodeAt(0) - 97
}

function adapted(delta: number, count: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? DAMP : 2))
  rest += Math.floor(rest / count)
  let k = 0
  while (rest > ((BASE - T_MIN) * T_MAX) / 2) {
    rest = Math.floor(rest / (BASE - T_MIN))
    k += BASE
  }
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}
