import { namesBetween, skipSilently } from './bodies.ts'
import { type Arguments, elementsOf, NOTHING, oneOf, unknownValue, type Value } from './value.ts'
import { accept, closingOf, isToken, peek, skipLines, step, type Walk } from './walk.ts'

/** Reads what stands between brackets; comprehensions are worked out where they are short. */
export function readArguments(walk: Walk, close: string): Arguments {
  const end = closingOf(walk, walk.at)
  walk.at++
  const list: Value[] = []
  const named = new Map<string, Value>()
  const stop = Math.min(end - 1, walk.end)
  const outer = walk.end
  const closed = isToken(walk.tokens[end - 1], close)
  walk.end = closed ? stop : end
  while (walk.at < walk.end && step(walk)) {
    const before = walk.at
    skipLines(walk)
    readArgument(walk, list, named)
    if (!accept(walk, ',') && walk.at === before) walk.at++
  }
  walk.end = outer
  walk.at = end
  return { list, named }
}

function readArgument(walk: Walk, list: Value[], named: Map<string, Value>): void {
  const name = argumentName(walk)
  if (name !== null) {
    const key = walk.tokens[walk.at]
    walk.at += 2
    named.set(name, key && peek(walk) ? walk.readExpression(walk) : NOTHING)
    return
  }
  if (walk.dialect.name === 'python' && hasComprehension(walk)) {
    list.push(...readComprehension(walk))
    return
  }
  if (walk.at < walk.end && !isToken(peek(walk), ',')) list.push(readGiven(walk))
}

/** An argument; where assignments are expressions, it may be one. */
function readGiven(walk: Walk): Value {
  const start = walk.at
  const value = walk.readExpression(walk)
  if (!isToken(peek(walk), '=') || walk.at !== start + 1) return value
  walk.at = start
  return walk.readAssignment(walk)
}

/** `name=`, `name:` or `'name' =>` before an argument. */
function argumentName(walk: Walk): string | null {
  const token = peek(walk)
  const next = peek(walk, 1)
  if (!token || next?.kind !== 'operator') return null
  if (token.kind !== 'name' && token.kind !== 'string') return null
  if (next.text === ':' || (next.text === '=>' && walk.dialect.name !== 'javascript'))
    return token.text
  return next.text === '=' && token.kind === 'name' && KEYWORD_ARGUMENTS.has(walk.dialect.name)
    ? token.text
    : null
}

const KEYWORD_ARGUMENTS = new Set(['python', 'lua'])
const LOOKAHEAD = 80

function hasComprehension(walk: Walk): boolean {
  let depth = 0
  const last = Math.min(walk.end, walk.at + LOOKAHEAD)
  for (let at = walk.at; at < last; at++) {
    const token = walk.tokens[at]
    const text = token?.text ?? ''
    depth += NESTING[text] ?? 0
    if (depth !== 0) continue
    if (text === ',') return false
    if (text === 'for' && token?.kind === 'name' && at > walk.at) return true
  }
  return false
}

const NESTING: Readonly<Record<string, number>> = {
  '(': 1,
  '[': 1,
  '{': 1,
  ')': -1,
  ']': -1,
  '}': -1,
}

function readComprehension(walk: Walk): readonly Value[] {
  const from = walk.at
  skipSilently(walk)
  const to = walk.at
  const names = new Map(walk.names)
  let items: readonly Value[] = [NOTHING]
  let bound: string[] = []
  while (accept(walk, 'async') || isToken(peek(walk), 'for')) {
    if (!accept(walk, 'for')) break
    const start = walk.at
    while (walk.at < walk.end && !isToken(peek(walk), 'in') && step(walk)) walk.at++
    if (bound.length > 0) bindElement(walk, bound, oneOf(items))
    bound = namesBetween(walk, start, walk.at)
    walk.at++
    items = elementsOf(walk.readExpression(walk))
    if (accept(walk, 'if')) walk.readExpression(walk)
  }
  const after = walk.at
  const results = items.map((item) => {
    bindElement(walk, bound, item)
    return readRange(walk, from, to)
  })
  walk.names = names
  walk.at = after
  return results
}

/** Gives loop variables a value: all of it to one, its parts to several. */
export function bindElement(walk: Walk, bound: readonly string[], item: Value): void {
  bound.forEach((name, at) => {
    const part = bound.length === 1 ? item : (item.items?.[at] ?? unknownValue(item.taint))
    walk.names.set(name, part)
  })
}

function readRange(walk: Walk, from: number, to: number): Value {
  const { end } = walk
  walk.at = from
  walk.end = to
  const value = walk.readExpression(walk)
  walk.end = end
  return value
}
