import { readArguments } from './arguments.ts'
import { namesBetween, readArrowBody, readFunctionValue, readLambda } from './bodies.ts'
import { runCommandText } from './effects.ts'
import { interpolate } from './interpolation.ts'
import { nameValue } from './names.ts'
import { combine } from './operators.ts'
import { readPostfix } from './suffixes.ts'
import type { Token } from './tokens.ts'
import { listValue, NOTHING, oneOf, taintOf, textValue, type Value } from './value.ts'
import { accept, closingOf, isToken, peek, skipLines, step, type Walk } from './walk.ts'

const MAX_DEPTH = 24
const STOPS = new Set([',', ')', ']', '}', ';', ':', '=>', '{'])
const ASSIGNS = new Set(['=', '+=', '.=', '-=', '*=', '||=', '??=', '&&=', ':='])
const PREFIX = new Set([
  '!',
  '-',
  '+',
  '~',
  '*',
  '**',
  '&',
  '...',
  '..',
  '@',
  '\\',
  '?',
  '<',
  '%',
  '$',
  '>',
  '|',
  '/',
  '^',
  '.',
  '=',
  '==',
  '#',
])
const PYTHON_WORD =
  /^(?:await|async|not|yield|return|raise|assert|if|elif|while|else|try|and|or|in|is|from|del)$/
const SCRIPT_WORD =
  /^(?:new|await|async|typeof|void|delete|yield|throw|const|let|var|try|static|export|default|case|extends|not|local|my|our|echo|die|then|do|begin|public|private|when|unless|elif|elsif|until|assert|and|or|raise|using|from|is|else|return|if|while|in|of)$/
const ALWAYS_BEFORE_VALUE =
  /^(?:return|await|not|new|if|while|and|or|elif|async|echo|local|my|our)$/
const JOINS = /^(?:and|or|not|in|is|x|eq|ne|lt|gt|le|ge|cmp|instanceof|xor|as)$/

/** Reads one expression and answers its value. */
export function readExpression(walk: Walk): Value {
  if (walk.depth > MAX_DEPTH || !step(walk)) {
    walk.at = walk.depth > MAX_DEPTH ? walk.at + 1 : walk.end
    return NOTHING
  }
  walk.depth++
  const value = readBinary(walk)
  walk.depth--
  return value
}

function readBinary(walk: Walk): Value {
  let left = readOperand(walk)
  for (let token = peek(walk); token && step(walk); token = peek(walk)) {
    if (isToken(token, '?')) {
      left = readTernary(walk)
      continue
    }
    if (!joinsOperands(walk, token)) break
    walk.at++
    skipLines(walk)
    left = combine(walk.dialect, { operator: token.text, left, right: readOperand(walk) })
  }
  return left
}

function joinsOperands(walk: Walk, token: Token): boolean {
  if (token.kind === 'name') return JOINS.test(token.text)
  if (token.kind === 'newline') return false
  return (
    token.kind === 'operator' &&
    !STOPS.has(token.text) &&
    !ASSIGNS.has(token.text) &&
    walk.at < walk.end
  )
}

function readTernary(walk: Walk): Value {
  walk.at++
  const yes = readExpression(walk)
  if (!accept(walk, ':')) return yes
  return oneOf([yes, readExpression(walk)])
}

function readOperand(walk: Walk): Value {
  let token = peek(walk)
  while (token && step(walk) && isPrefix(walk, token)) {
    walk.at++
    token = peek(walk)
  }
  return token ? readPostfix(walk, readPrimary(walk, token)) : NOTHING
}

function isPrefix(walk: Walk, token: Token): boolean {
  if (token.kind === 'operator') return PREFIX.has(token.text)
  const words = walk.dialect.name === 'python' ? PYTHON_WORD : SCRIPT_WORD
  if (token.kind !== 'name' || !words.test(token.text)) return false
  if (ALWAYS_BEFORE_VALUE.test(token.text)) return true
  const next = peek(walk, 1)
  return next !== undefined && next.kind !== 'newline' && !/^[(.=]$/.test(next.text)
}

function readPrimary(walk: Walk, token: Token): Value {
  switch (token.kind) {
    case 'string':
    case 'command':
      return readString(walk, token)
    case 'number':
      walk.at++
      return textValue(numberText(token.text))
    case 'pattern':
      walk.at++
      return { ...NOTHING, pattern: token.text }
    case 'name':
      return readName(walk, token)
    case 'newline':
      return NOTHING
    default:
      return readBracket(walk, token)
  }
}

function numberText(text: string): string {
  const value = Number(text.replace(/_|n$/g, ''))
  return Number.isFinite(value) ? String(value) : text
}

/** Strings that stand side by side are one. */
function readString(walk: Walk, token: Token): Value {
  walk.at++
  const value = token.interpolates ? interpolate(walk, token.text) : textValue(token.text)
  if (token.kind === 'command') return runCommandText(walk, value)
  const next = peek(walk)
  if (next?.kind !== 'string' || walk.dialect.name === 'javascript') return value
  const rest = readString(walk, next)
  return combine(walk.dialect, { operator: '+', left: value, right: rest })
}

function readBracket(walk: Walk, token: Token): Value {
  if (token.text === '(') return readParentheses(walk)
  if (token.text === '[') {
    const value = listValue(readArguments(walk, ']').list)
    return value
  }
  if (token.text === '{') return readBraces(walk)
  return NOTHING
}

/** `(a, b)`: an arrow function, a list or just an expression. */
function readParentheses(walk: Walk): Value {
  const start = walk.at
  const end = closingOf(walk, start)
  if (isToken(walk.tokens[end], '=>') && end < walk.end) {
    const params = namesBetween(walk, start + 1, end - 1)
    walk.at = end + 1
    return readArrowBody(walk, params)
  }
  const { list, named } = readArguments(walk, ')')
  const only = list[0]
  if (list.length === 1 && only && !isToken(walk.tokens[end - 2], ',')) return only
  return { ...listValue(list), ...(named.size > 0 ? { props: named } : {}) }
}

/** An object, or the block of a function. */
function readBraces(walk: Walk): Value {
  if (walk.dialect.name === 'perl' || walk.dialect.name === 'php') {
    walk.at++
    return NOTHING
  }
  const { list, named } = readArguments(walk, '}')
  return { text: null, taint: taintOf(list) | taintOf(named.values()), props: named }
}

function readName(walk: Walk, token: Token): Value {
  walk.at++
  const { text } = token
  if (text === 'lambda' && walk.dialect.name === 'python') return readLambda(walk)
  if (text === 'function' || text === 'sub' || text === 'fn') return readFunctionValue(walk)
  if (isToken(peek(walk), '=>') && walk.dialect.name === 'javascript') {
    walk.at++
    return readArrowBody(walk, [text])
  }
  return nameValue(walk, text)
}
