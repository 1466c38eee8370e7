import { TAINT } from '../../findings.ts'
import {
  type Arguments,
  isPlainText,
  listValue,
  taintOf,
  textOf,
  textValue,
  unknownValue,
  type Value,
} from './value.ts'

/** The text of characters by their numbers. */
export function fromCodes(items: readonly Value[]): Value {
  const codes = items.map((item) => (isPlainText(item) ? Number(item.text) : Number.NaN))
  const taint = taintOf(items) | (items.length > 2 ? TAINT.decoded : TAINT.none)
  if (!codes.every((code) => code > 0 && code < 0x110000)) return unknownValue(taint)
  return textValue(String.fromCodePoint(...codes.slice(0, 4096)), taint)
}

const MAPS = /^(?:map|array_map)$/
const PARSES = /^(?:json\.loads|JSON\.parse|ast\.literal_eval|json_decode)$/

/** What functions answer that hand constants on: a module's names, characters of numbers, text written as data. */
export function applied(ref: string, call: Arguments): Value | null {
  const [first, second] = call.list
  if (ref === 'vars' && first?.ref !== undefined) return first
  if (MAPS.test(ref) && second?.items) return mapped(first?.ref ?? first?.text ?? '', second)
  return PARSES.test(ref) && first && isPlainText(first) ? parsed(first) : null
}

/** A function of characters applied to a list of constants. */
function mapped(name: string, list: Value): Value | null {
  if (/^(?:str|strval)$/.test(name)) return list
  if (!/^(?:chr|unichr|mb_chr)$/.test(name)) return null
  return listValue((list.items ?? []).map((item) => fromCodes([item])))
}

/** A text or a list of texts, written as data. */
function parsed(value: Value): Value | null {
  try {
    const data: unknown = JSON.parse(textOf(value))
    if (typeof data === 'string') return textValue(data, value.taint)
    if (!Array.isArray(data) || !data.every((item) => typeof item === 'string')) return null
    return listValue(data.slice(0, 256).map((item) => textValue(String(item), value.taint)))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
