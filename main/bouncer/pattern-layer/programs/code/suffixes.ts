import { readArguments } from './arguments.ts'
import { addBody, namesBetween } from './bodies.ts'
import { callValue } from './calls.ts'
import { memberOf } from './names.ts'
import type { Token } from './tokens.ts'
import {
  elementsOf,
  isPlainText,
  listValue,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
} from './value.ts'
import { accept, closingOf, endKeyword, isToken, peek, skipLines, step, type Walk } from './walk.ts'

/** Members, indexes and calls behind a value. */
export function readPostfix(walk: Walk, start: Value): Value {
  let value = start
  for (let token = peek(walk); token && step(walk); token = peek(walk)) {
    const next = readSuffix(walk, token, value)
    if (next === null) break
    value = next
  }
  return value
}

function readSuffix(walk: Walk, token: Token, value: Value): Value | null {
  if (token.kind === 'newline') return continuesOnNextLine(walk) ? value : null
  if (isToken(token, 'do') && walk.dialect.name === 'ruby') return readRubyBlock(walk, value)
  if (token.kind !== 'operator') return readBareCall(walk, token, value)
  const { text } = token
  if (isMemberOperator(walk, text)) return readMember(walk, value)
  if (text === '(') return callValue(walk, value, readArguments(walk, ')'))
  if (text === '[' && adjoins(walk, token)) return readIndex(walk, value)
  if (text === '{') return readBraceSuffix(walk, token, value)
  return readBareCall(walk, token, value)
}

function readBraceSuffix(walk: Walk, token: Token, value: Value): Value | null {
  const { name } = walk.dialect
  if (name === 'ruby') return readRubyBlock(walk, value)
  if (name === 'perl' && value.ref?.startsWith('$')) return readHashKey(walk, value)
  return readBareCall(walk, token, value)
}

function continuesOnNextLine(walk: Walk): boolean {
  const next = peek(walk, 1)
  if (!isToken(next, '.') && !isToken(next, '?.') && !isToken(next, '->')) return false
  walk.at++
  return true
}

function isMemberOperator(walk: Walk, text: string): boolean {
  if (text === '?.' || text === '->' || text === '::') return true
  const { name } = walk.dialect
  if (text === ':') return name === 'lua' && peek(walk, 1)?.kind === 'name'
  return text === '.' && name !== 'perl' && name !== 'php'
}

/** Methods that only compute and that ruby calls without brackets. */
const BARE_METHODS =
  /^(?:reverse|upcase|downcase|swapcase|capitalize|strip|lstrip|rstrip|chomp|chars|join|to_s|to_str|chr|dup|freeze|unpack1?|lines|sort|flatten|compact)$/

function readMember(walk: Walk, value: Value): Value {
  walk.at++
  const next = peek(walk)
  if (next?.kind === 'name') {
    walk.at++
    const member = memberOf(walk, value, next.text)
    return callsBare(walk, value, next.text)
      ? callValue(walk, member, { list: [], named: new Map() })
      : member
  }
  if (next?.kind === 'string') {
    walk.at++
    return memberOf(walk, value, next.text)
  }
  return value
}

function callsBare(walk: Walk, value: Value, name: string): boolean {
  if (walk.dialect.name !== 'ruby' || !BARE_METHODS.test(name)) return false
  if (value.ref !== undefined || (value.text === null && !value.items)) return false
  const after = peek(walk)
  return !isToken(after, '(') && !(after?.kind === 'string' || after?.kind === 'name')
}

function adjoins(walk: Walk, token: Token): boolean {
  const before = walk.tokens[walk.at - 1]
  return before === undefined || before.end === token.start || !walk.dialect.bareCalls
}

function readIndex(walk: Walk, value: Value): Value {
  const start = walk.at
  const end = closingOf(walk, start)
  const raw = walk.tokens
    .slice(start + 1, Math.min(end - 1, start + 8))
    .map((token) => token.text)
    .join('')
  if (raw.includes(':') && walk.dialect.name === 'python') {
    walk.at = end
    return sliceOf(value, raw)
  }
  const [key = NOTHING] = readArguments(walk, ']').list
  return indexOf(walk, value, key)
}

function sliceOf(value: Value, raw: string): Value {
  const items = value.items && /^(-?\d*):(-?\d*)$/.exec(raw)
  if (value.items && items) {
    return listValue(value.items.slice(Number(items[1]), items[2] ? Number(items[2]) : undefined))
  }
  if (!isPlainText(value)) return { ...NOTHING, taint: value.taint }
  if (raw === '::-1') return textValue([...value.text].reverse().join(''), value.taint)
  const bounds = /^(-?\d*):(-?\d*)$/.exec(raw)
  if (!bounds) return unknownValue(value.taint)
  const from = bounds[1] === '' ? 0 : Number(bounds[1])
  const to = bounds[2] === '' ? undefined : Number(bounds[2])
  return textValue(value.text.slice(from, to), value.taint)
}

function indexOf(walk: Walk, value: Value, key: Value): Value {
  if (value.items && key.text !== null && /^-?\d+$/.test(key.text)) {
    return value.items.at(Number(key.text)) ?? unknownValue(value.taint)
  }
  if (value.ref !== undefined && value.ref !== 'Dir' && isPlainText(key))
    return memberOf(walk, value, key.text)
  if (value.ref === 'Dir' && key.text !== null) return { ...key, glob: true }
  const held = key.text === null ? undefined : value.props?.get(key.text)
  if (held) return held
  if (isPlainText(value) && key.text !== null && /^\d+$/.test(key.text)) {
    return textValue(value.text[Number(key.text)] ?? '', value.taint)
  }
  return unknownValue(value.taint)
}

function readHashKey(walk: Walk, value: Value): Value {
  const end = closingOf(walk, walk.at)
  const key = walk.tokens[walk.at + 1]
  walk.at = end
  return key ? memberOf(walk, value, key.text) : unknownValue(value.taint)
}

/** `{ |x| … }` behind a call in ruby. */
function readRubyBlock(walk: Walk, value: Value): Value | null {
  if (
    value.ref === undefined &&
    value.receiver === undefined &&
    !value.items &&
    value.text === null &&
    !value.glob &&
    !value.choices
  )
    return null
  const params: string[] = []
  const from = walk.at + 1
  const end = isToken(peek(walk), 'do') ? endKeyword(walk, from) + 1 : closingOf(walk, walk.at)
  let start = from
  if (isToken(walk.tokens[from], '|')) {
    start = from + 1
    while (start < end && !isToken(walk.tokens[start], '|')) start++
    params.push(...namesBetween(walk, from + 1, start))
    start++
  }
  walk.at = end
  const block = addBody(walk, { name: '', params, from: start, to: end - 1, isExpression: false })
  if (value.ref === undefined && value.method === undefined) {
    for (const item of elementsOf(value).slice(0, 16)) {
      callValue(walk, block, { list: [item], named: new Map() })
    }
    return value
  }
  return callValue(walk, value, { list: [block], named: new Map() })
}

const NOT_AN_ARGUMENT =
  /^(?:if|unless|while|until|and|or|do|then|end|foreach|for|in|x|eq|ne|as|is|not|else|elsif|elif|rescue|instanceof|of|cmp|lt|gt|xor)$/

/** Whether the token may begin an argument that stands beside a name. */
function opensArgument(walk: Walk, token: Token): boolean {
  const { name } = walk.dialect
  if (name === 'lua') return token.kind === 'string'
  if (token.kind === 'name') return !NOT_AN_ARGUMENT.test(token.text)
  if (token.kind !== 'operator') return token.kind !== 'newline'
  if (name === 'php') return false
  return token.text === '[' || (token.text === '<' && name === 'perl')
}

/** `system "rm"`: a name with its arguments beside it. */
function readBareCall(walk: Walk, token: Token, value: Value): Value | null {
  if (!walk.dialect.bareCalls || value.ref === undefined || value.ref.startsWith('$')) return null
  if (walk.tokens[walk.at - 1]?.kind !== 'name' || !opensArgument(walk, token)) return null
  const list: Value[] = []
  do {
    skipLines(walk)
    list.push(walk.readExpression(walk))
  } while (accept(walk, ',') && step(walk))
  return callValue(walk, value, { list, named: new Map() })
}
