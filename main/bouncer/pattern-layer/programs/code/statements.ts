import { bindContext, defineFunction, defineLua, loopOver } from './blocks.ts'
import { namesBetween } from './bodies.ts'
import { readExpression } from './expressions.ts'
import { destructure, importFrom, importModule, importNames, skipsModule } from './imports.ts'
import { type Token, tokenise } from './tokens.ts'
import { type Body, concatenate, listValue, NOTHING, unknownValue, type Value } from './value.ts'
import { accept, isToken, peek, skipLines, step, type Walk } from './walk.ts'

/** Reads statements up to the end of the walk; answers the value of the last expression. */
export function readStatements(walk: Walk): Value {
  let last: Value = NOTHING
  while (walk.at < walk.end && step(walk)) {
    const before = walk.at
    const token = peek(walk)
    if (!token) break
    if (isSeparator(token)) walk.at++
    else last = readStatement(walk, token) ?? last
    if (walk.at === before) walk.at++
  }
  return last
}

function isSeparator(token: Token): boolean {
  return token.kind === 'newline' || (token.kind === 'operator' && /^[;,:{})\]]$/.test(token.text))
}

function readStatement(walk: Walk, token: Token): Value | null {
  if (token.kind === 'name') {
    const special = Object.hasOwn(SPECIAL, token.text) ? SPECIAL[token.text] : undefined
    if (special?.(walk)) return null
  }
  return readAssignment(walk)
}

type Special = (walk: Walk) => boolean

const SPECIAL: Readonly<Record<string, Special>> = {
  __proto__: () => false,
  import: (walk) => (walk.dialect.name === 'python' ? importNames(walk) : importModule(walk)),
  from: (walk) => walk.dialect.name === 'python' && importFrom(walk),
  def: (walk) => defineFunction(walk),
  function: (walk) => walk.dialect.name === 'lua' && defineLua(walk),
  for: (walk) => loopOver(walk),
  foreach: (walk) => loopOver(walk),
  with: (walk) => walk.dialect.name === 'python' && bindContext(walk),
  const: (walk) => destructure(walk),
  let: (walk) => destructure(walk),
  var: (walk) => destructure(walk),
  class: (walk) => stepOver(walk, 2),
  use: (walk) => (walk.dialect.name === 'perl' || walk.dialect.name === 'php') && skipsModule(walk),
  return: (walk) => stepOver(walk, 1),
  global: (walk) => walk.dialect.name === 'python' && stepOver(walk, 2),
}

function stepOver(walk: Walk, count: number): boolean {
  walk.at += count
  return true
}

/** Reads `a = b`, `a, b = c` or just an expression. */
export function readAssignment(walk: Walk): Value {
  const start = walk.at
  const value = readExpression(walk)
  const stop = walk.at
  const names = targetNames(walk, start, stop)
  const operator = peek(walk)
  if (operator?.kind === 'operator' && isAssignment(operator.text)) {
    walk.at++
    skipLines(walk)
    const given = readAssignment(walk)
    assign(walk, names, { operator: operator.text, given })
    return given
  }
  return (isToken(operator, ',') && names !== null ? readSeveral(walk, names) : null) ?? value
}

function isAssignment(text: string): boolean {
  return /^(?:=|\+=|\.=|\|\|=|\?\?=|:=)$/.test(text)
}

/** `a, b = c, d` in python, ruby, lua and perl lists. */
function readSeveral(walk: Walk, first: readonly string[]): Value | null {
  const names = [...first]
  const start = walk.at
  while (accept(walk, ',') && step(walk)) {
    const token = peek(walk)
    if (token?.kind !== 'name') break
    names.push(token.text)
    walk.at++
  }
  if (!accept(walk, '=')) {
    walk.at = start
    return null
  }
  const values = [readExpression(walk)]
  while (accept(walk, ',') && step(walk)) values.push(readExpression(walk))
  assign(walk, names, {
    operator: '=',
    given: values.length > 1 ? listValue(values) : (values[0] ?? NOTHING),
  })
  return NOTHING
}

const BEFORE_TARGET =
  /^(?:my|our|local|const|let|var|\(|\[|\{|export|static|public|private|do|then|else|begin|if|while|unless|until|@|&)$/

/** The names an assignment gives values to, or null when it goes elsewhere. */
function targetNames(walk: Walk, from: number, to: number): readonly string[] | null {
  const tokens = walk.tokens
  let at = from
  while (at < to && BEFORE_TARGET.test(tokens[at]?.text ?? '')) at++
  const first = tokens[at]
  if (first?.kind !== 'name') return null
  if (at + 1 >= to) return [first.text]
  const next = tokens[at + 1]
  if (next?.kind === 'operator' && /^(?:,|\)|\])$/.test(next.text))
    return namesBetween(walk, at, to)
  return [
    tokens
      .slice(at, Math.min(to, at + 6))
      .map((token) => token.text)
      .join('')
      .replaceAll('->', '.'),
  ]
}

function assign(
  walk: Walk,
  names: readonly string[] | null,
  what: { readonly operator: string; readonly given: Value },
): void {
  if (names === null) return
  const { operator, given } = what
  names.forEach((name, at) => {
    const part = names.length === 1 ? given : (given.items?.[at] ?? unknownValue(given.taint))
    const before = walk.names.get(name)
    const value =
      (operator === '+=' || operator === '.=') && before ? concatenate(before, part) : part
    if (walk.names.size < 2000) walk.names.set(name, value)
  })
  runHook(walk, names, given)
}

/** Some assignments run or redirect something by themselves. */
function runHook(walk: Walk, names: readonly string[], given: Value): void {
  if (names.includes('__reduce__') && given.body) walk.runBody(walk, given.body, [])
}

const MAX_CALLS = 12
const MAX_BODY_DEPTH = 8

/** Reads a function of the code with its parameters given. */
export function runBody(walk: Walk, body: Body, args: readonly Value[]): Value {
  body.calls++
  if (body.calls > MAX_CALLS || walk.depth > MAX_BODY_DEPTH || walk.muted) return NOTHING
  const { at, end, names, tokens, code } = walk
  walk.depth++
  walk.tokens = body.tokens
  walk.code = body.code
  walk.names = new Map(names)
  body.params.forEach((name, index) => {
    walk.names.set(name, args[index] ?? NOTHING)
  })
  walk.at = body.from
  walk.end = Math.min(body.to, walk.tokens.length)
  const value = body.isExpression ? readAssignment(walk) : readStatements(walk)
  for (const [name, held] of walk.names)
    if (names.has(name) && !body.params.includes(name)) names.set(name, held)
  walk.names = names
  walk.tokens = tokens
  walk.code = code
  walk.at = at
  walk.end = end
  walk.depth--
  return value
}

/** Reads text as code of the same language, with the names known so far. */
export function runText(walk: Walk, code: string): Value {
  if (walk.depth > MAX_BODY_DEPTH || code.length > 16_384) {
    walk.opaque ??= 'code that builds more code'
    return NOTHING
  }
  const { at, end, tokens, depth } = walk
  const { code: outerCode } = walk
  const inner = tokenise(code, walk.dialect)
  walk.steps -= code.length >> 3
  walk.tokens = inner.list
  walk.code = code
  walk.at = 0
  walk.end = inner.list.length
  walk.depth = depth + 1
  const value = readStatements(walk)
  walk.tokens = tokens
  walk.code = outerCode
  walk.at = at
  walk.end = end
  walk.depth = depth
  return value
}
