import { TAINT } from '../../findings.ts'
import { decodeBase64, decodeHex } from '../text-constants.ts'
import { applied, fromCodes } from './applied.ts'
import { formatBraces, formatPercent, joinItems, reversed } from './operators.ts'
import {
  type Arguments,
  choicesOf,
  elementsOf,
  isPlainText,
  listValue,
  oneOf,
  taintOf,
  textOf,
  textValue,
  unknownValue,
  type Value,
} from './value.ts'
import type { Walk } from './walk.ts'

interface Called {
  readonly walk: Walk
  readonly ref: string
  readonly name: string
  readonly receiver: Value | null
}

/** The result of functions and methods that only compute; null when it is not one of them. */
export function computed(called: Called, call: Arguments): Value | null {
  return (
    decoded(called, call) ??
    characters(called, call) ??
    normalised(called, call) ??
    applied(called.ref, call) ??
    fed(called) ??
    textMethod(called, call) ??
    listFunction(called, call)
  )
}

const BASE64 =
  /^(?:base64\.(?:b64decode|standard_b64decode|urlsafe_b64decode|decodebytes|decodestring|b32decode|b16decode|b85decode|a85decode)|binascii\.a2b_base64|atob|window\.atob|Base64\.(?:decode64|strict_decode64|urlsafe_decode64|decode)|decode_base64|MIME::Base64::decode_base64|MIME\.Base64\.decode_base64|base64_decode|mime\.unb64)$/
const HEX = /^(?:bytes\.fromhex|bytearray\.fromhex|binascii\.(?:unhexlify|a2b_hex)|hex2bin)$/
const OTHER_DECODERS =
  /(?:^|\.)(?:decompress|inflate\w*|gunzip\w*|unzip\w*|brotliDecompress\w*|gzinflate|gzuncompress|gzdecode|uncompress|convert_uudecode|decrypt|fernet|unpack1?|b32decode|b85decode|a85decode|inflateSync|gunzipSync)$/i

function decoded(called: Called, call: Arguments): Value | null {
  const { ref, name } = called
  const [first, second] = call.list
  if (BASE64.test(ref)) return decodedText(first, decodeBase64)
  if (HEX.test(ref)) return decodedText(first, decodeHex)
  if (ref === 'Buffer.from' && second?.text) return fromBuffer(first, second.text)
  if (/^codecs\.(?:decode|getdecoder)$/.test(ref)) return fromCodec(first, second)
  if (name === 'str_rot13') return fromCodec(first, textValue('rot13'))
  if (name === 'decode' && called.receiver && CODEC.test(first?.text ?? '')) {
    return fromCodec(called.receiver, first)
  }
  return unpackedOrInflated(called, call)
}

const CODEC = /^(?:base64|hex|rot_?13|zlib)$/i

function unpackedOrInflated(called: Called, call: Arguments): Value | null {
  const { ref, name, receiver } = called
  if (/^unpack1?$/.test(name)) return unpacked(called, call)
  if (name === 'pack') return packed(called, call)
  if (!OTHER_DECODERS.test(ref === '' ? name : ref)) return null
  return unknownValue((call.list[0]?.taint ?? 0) | (receiver?.taint ?? 0) | TAINT.decoded)
}

function decodedText(value: Value | undefined, decode: (text: string) => string | null): Value {
  const taint = (value?.taint ?? 0) | TAINT.decoded
  const text = value && isPlainText(value) ? decode(value.text) : null
  return { text, taint }
}

function fromBuffer(value: Value | undefined, encoding: string): Value | null {
  if (encoding === 'base64' || encoding === 'base64url') return decodedText(value, decodeBase64)
  return encoding === 'hex' ? decodedText(value, decodeHex) : null
}

function fromCodec(value: Value | undefined, codec: Value | undefined): Value {
  const name = codec?.text ?? ''
  if (/base64/.test(name)) return decodedText(value, decodeBase64)
  if (/hex/.test(name)) return decodedText(value, decodeHex)
  if (/rot/i.test(name)) return decodedText(value, rot13)
  if (/zlib|bz2|uu/.test(name)) return unknownValue((value?.taint ?? 0) | TAINT.decoded)
  return value ?? unknownValue(TAINT.none)
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base)
  })
}

function unpacked(called: Called, call: Arguments): Value {
  const format = call.list[0]?.text ?? ''
  const data = called.receiver && called.receiver.ref === undefined ? called.receiver : call.list[1]
  if (/^m/.test(format)) return decodedText(data, decodeBase64)
  return unknownValue((data?.taint ?? 0) | TAINT.decoded)
}

function packed(called: Called, call: Arguments): Value | null {
  const own = called.receiver && called.receiver.ref === undefined
  const format = call.list[0]?.text ?? ''
  const items = own ? (called.receiver?.items ?? []) : call.list.slice(1).flatMap(elementsOf)
  if (/^H\*?$/.test(format)) return decodedText(items[0], decodeHex)
  if (/^[cCUW]\*?$/.test(format)) return fromCodes(items)
  return called.walk.dialect.name === 'python' ? null : unknownValue(taintOf(items) | TAINT.decoded)
}

const FROM_CODES =
  /^(?:chr|unichr|String\.fromCharCode|String\.fromCodePoint|string\.char|bytes|bytearray|Buffer\.from|Uint8Array\.from|utf8\.char)$/

function characters(called: Called, call: Arguments): Value | null {
  const [first] = call.list
  if (FROM_CODES.test(called.ref) && first) return charactersOf(called, first, call)
  const subjectText = first ?? called.receiver
  if (called.name === 'chr' && called.receiver?.text) return fromCodes([called.receiver])
  const asks = /^(?:ord|charCodeAt|codePointAt|getbyte)$/.test(called.name)
  return asks && subjectText?.text
    ? textValue(String(subjectText.text.codePointAt(0) ?? 0), subjectText.taint)
    : null
}

function charactersOf(called: Called, first: Value, call: Arguments): Value | null {
  const items = first.items ?? call.list
  if (first.choices) return oneOf(first.choices.map((choice) => fromCodes([choice])))
  if (items.every((item) => item.text !== null && /^\d+$/.test(item.text))) return fromCodes(items)
  const mayBeText = /^bytes|^bytearray|^Buffer/.test(called.ref)
  return mayBeText ? null : unknownValue(taintOf(items) | TAINT.decoded)
}

const CASES: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text) => text.trim(),
  swapcase: (text) =>
    [...text]
      .map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase()))
      .join(''),
}
const CASE_NAMES: Readonly<Record<string, string>> = {
  lower: 'lower',
  toLowerCase: 'lower',
  downcase: 'lower',
  strtolower: 'lower',
  lc: 'lower',
  casefold: 'lower',
  upper: 'upper',
  toUpperCase: 'upper',
  upcase: 'upper',
  strtoupper: 'upper',
  uc: 'upper',
  strip: 'strip',
  trim: 'strip',
  rstrip: 'strip',
  lstrip: 'strip',
  chomp: 'strip',
  swapcase: 'swapcase',
}
const REVERSES = /^(?:reverse|reversed|strrev|scalar\.reverse|array_reverse|toReversed)$/
const UNCHANGED =
  /^(?:encode|decode|toString|to_s|tostring|toLocaleString|valueOf|freeze|to_str|concat_none|list|tuple|Array\.from|iter|sorted|set|copy|splitlines_none|scalar|unescape|decodeURIComponent|decodeURI|urllib\.parse\.unquote|unquote|sort|quotemeta|utf8\.decode|await|Promise\.resolve|str|String|escape|html\.unescape)$/

/** The text a function is about: its receiver, or its first argument. */
function subject(called: Called, call: Arguments): Value | undefined {
  const { receiver } = called
  return receiver && (receiver.ref === undefined || receiver.text !== null)
    ? receiver
    : call.list[0]
}

/** What the code is fed, as far as that is known. */
function fed({ walk, ref }: Called): Value | null {
  if (!FED.test(ref) || walk.stdin.text === null || walk.stdin.text === '') return null
  const { text, taint } = walk.stdin
  const whole = !/line$|^(?:input|raw_input|gets)$/.test(ref)
  return textValue(whole ? text : (text.split('\n')[0] ?? ''), taint)
}

const FED =
  /^(?:sys\.stdin\.(?:read|readline)|sys\.stdin\.buffer\.read|input|raw_input|gets|(?:STDIN|\$stdin|ARGF)\.(?:read|gets))$/

/** Letters that imitate others as the ones that they stand for. */
function normalised(called: Called, call: Arguments): Value | null {
  if (called.name !== 'normalize') return null
  const python = called.ref === 'unicodedata.normalize'
  const form = python ? call.list[0]?.text : (call.list[0]?.text ?? 'NFC')
  const value = python ? call.list[1] : called.receiver
  if (!value || !/^NFK?[CD]$/.test(form ?? '')) return null
  return isPlainText(value)
    ? textValue(value.text.normalize(form ?? 'NFC'), value.taint)
    : unknownValue(value.taint)
}

function textMethod(called: Called, call: Arguments): Value | null {
  const { name, ref, receiver } = called
  const value = subject(called, call)
  if (!value) return null
  if (Object.hasOwn(CASE_NAMES, name)) return changedCase(name, value)
  if (REVERSES.test(name)) return reversed(value)
  const formatted = formatText(called, value, call)
  if (formatted) return formatted
  const known = ref === '' || receiver?.ref === undefined ? name : ref
  return UNCHANGED.test(known) ? unchanged(called, value) : edited(called, value, call)
}

function formatText(called: Called, value: Value, call: Arguments): Value | null {
  if (!FORMATS.test(called.ref || called.name)) return null
  const { receiver } = called
  if (called.name === 'format' && receiver?.text != null) return formatBraces(receiver, call)
  return value.text === null ? null : formatPercent(value, listValue(call.list.slice(1)))
}

const FORMATS = /^(?:sprintf|format|util\.format|string\.format)$/

function changedCase(name: string, value: Value): Value {
  const change = CASES[CASE_NAMES[name] ?? '']
  if (!change || !isPlainText(value)) return unknownValue(value.taint)
  return textValue(change(value.text), value.taint)
}

function unchanged(called: Called, value: Value): Value {
  // The text of a module or of the environment is none of their names.
  if (/^(?:str|String|to_s)$/.test(called.name) && value.ref !== undefined && value.text === null)
    return unknownValue(value.taint)
  if (/unescape|decodeURI|unquote/.test(called.ref) && isPlainText(value))
    return textValue(percentDecoded(value.text), value.taint)
  return value
}

function percentDecoded(text: string): string {
  return text.replace(/%u?([\da-fA-F]{4}|[\da-fA-F]{2})/g, (_whole, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )
}

function edited(called: Called, value: Value, call: Arguments): Value | null {
  const own = called.receiver && called.receiver.ref === undefined
  const args = own ? call.list : call.list.slice(1)
  const [first, second] = args
  switch (called.name) {
    case 'replace':
    case 'replaceAll':
    case 'gsub':
    case 'sub':
    case 'str_replace':
    case 'tr':
      return replaced(called, value, own ? args : [...call.list])
    case 'concat':
      return value.items
        ? listValue([...value.items, ...args.flatMap(elementsOf)])
        : joinItems([value, ...args], '')
    case 'repeat':
    case 'str_repeat':
    case 'rep':
      return isPlainText(value) && Number(first?.text) <= 200
        ? textValue(value.text.repeat(Math.max(0, Number(first?.text))), value.taint)
        : unknownValue(value.taint)
    case 'slice':
    case 'substring':
    case 'substr':
    case 'charAt':
      return cut(called.name, value, [first, second])
    case 'split':
    case 'splitlines':
    case 'words':
    case 'qw':
      return split(value, first)
    default:
      return null
  }
}

function replaced(called: Called, value: Value, args: readonly Value[]): Value | null {
  const isFunction = called.name === 'str_replace'
  const subjectText = isFunction ? args[2] : value
  const [from, to] = args
  const taint = value.taint | taintOf(args)
  if (called.name === 'replace' && args.length < 2) return null
  if (subjectText?.text != null && from?.pattern && EXTENSION.test(from.pattern)) {
    const kept = subjectText.text.replace(/\.[^./]*$/, '')
    return /[/~]/.test(to?.text ?? '/') ? unknownValue(taint) : { text: `${kept}\uFFFC`, taint }
  }
  if (!subjectText || !isPlainText(subjectText)) return unknownValue(taint)
  if (!from || from.text === null || !to || to.text === null || from.text === '')
    return { text: null, taint }
  return textValue(
    subjectText.text.replaceAll(from.text, () => textOf(to)),
    taint,
  )
}

/** A pattern that only an extension at the end fits. */
const EXTENSION = /^\/\\\.[^/^]{0,40}\$\/[a-z]*$/

function cut(name: string, value: Value, args: readonly (Value | undefined)[]): Value {
  if (value.items) return listValue(cutItems(value.items, args))
  if (!isPlainText(value)) return unknownValue(value.taint)
  const from = Number(args[0]?.text ?? 0)
  const to = args[1]?.text == null ? undefined : Number(args[1].text)
  if (!Number.isInteger(from) || (to !== undefined && !Number.isInteger(to)))
    return unknownValue(value.taint)
  const lengths = name === 'substr'
  if (name === 'charAt') return textValue(value.text.charAt(from), value.taint)
  return textValue(
    value.text.slice(from, lengths && to !== undefined ? from + to : to),
    value.taint,
  )
}

function cutItems(items: readonly Value[], args: readonly (Value | undefined)[]): readonly Value[] {
  const [from = 0, to] = args.map((arg) => (arg?.text == null ? undefined : Number(arg.text)))
  const isCount = Number.isInteger(from) && (to === undefined || Number.isInteger(to))
  return isCount ? items.slice(from, to) : items
}

function split(value: Value, separator: Value | undefined): Value | null {
  if (!isPlainText(value)) return unknownValue(value.taint)
  const by = separator?.text
  const parts = by == null || by === ' ' ? value.text.trim().split(/\s+/) : value.text.split(by)
  if (parts.length > 256) return unknownValue(value.taint)
  return listValue(parts.map((part) => textValue(part, value.taint)))
}

function listFunction(called: Called, call: Arguments): Value | null {
  const { name, ref, receiver } = called
  const [first, second] = call.list
  if (ref === 'range') return range(first, second)
  if (name === 'join' && receiver) return joinMethod(called, receiver, call)
  if (ref === 'join' && first) {
    const items = call.list.slice(1).flatMap((item) => item.items ?? [item])
    return joinItems(items, first.text ?? '')
  }
  if (!/^(?:implode|table\.concat)$/.test(ref)) return null
  const [list, glue] = first?.items ? [first, second] : [second, first]
  return list ? joinItems(elementsOf(list), glue?.text ?? '') : null
}

function joinMethod(called: Called, receiver: Value, call: Arguments): Value | null {
  const [first] = call.list
  const comma = called.walk.dialect.name === 'javascript' ? ',' : ''
  if (receiver.items) return joinItems(receiver.items, first?.text ?? comma)
  if (receiver.text === null || receiver.ref !== undefined || !first) return null
  return joinItems(listed(first, call), receiver.text)
}

/** A comprehension hands over its items one by one. */
function listed(first: Value, call: Arguments): readonly Value[] {
  return call.list.length > 1
    ? call.list
    : choicesOf(first).flatMap((value) =>
        value.items
          ? elementsOf(value)
          : [...(value.text ?? '\uFFFC')].map((char) => textValue(char, value.taint)),
      )
}

function range(first: Value | undefined, second: Value | undefined): Value | null {
  const from = second ? Number(first?.text) : 0
  const to = Number((second ?? first)?.text)
  if (!Number.isInteger(from) || !Number.isInteger(to) || to - from > 64 || to < from) return null
  return listValue(Array.from({ length: to - from }, (_, at) => textValue(String(from + at))))
}
