import { TAINT } from '../../findings.ts'
import { type Body, NOTHING, type Value } from './value.ts'
import { accept, closingOf, isToken, peek, step, type Walk } from './walk.ts'

/** The names between two tokens, as parameters are written. */
export function namesBetween(walk: Walk, from: number, to: number): string[] {
  const names: string[] = []
  for (let at = from; at < to && names.length < 16; at++) {
    const token = walk.tokens[at]
    if (token?.kind !== 'name') continue
    if (at === from || /^[,({[|*:.]+$/.test(walk.tokens[at - 1]?.text ?? '')) names.push(token.text)
  }
  return names
}

/** Reads what follows `=>`: a block or one expression. */
export function readArrowBody(walk: Walk, params: readonly string[]): Value {
  if (isToken(peek(walk), '{')) return readBlock(walk, { name: '', params })
  const from = walk.at
  skipSilently(walk)
  return addBody(walk, { name: '', params, from, to: walk.at, isExpression: true })
}

/** Steps over an expression without recording what it does. */
export function skipSilently(walk: Walk): void {
  const { muted, names } = walk
  const known = walk.bodies.length
  walk.steps -= 8 + (names.size >> 2)
  walk.muted = true
  walk.names = new Map(names)
  walk.readAssignment(walk)
  walk.bodies.length = known
  walk.muted = muted
  walk.names = names
}

/** A block in braces as the body of a function. */
export function readBlock(
  walk: Walk,
  head: { readonly name: string; readonly params: readonly string[] },
): Value {
  const from = walk.at + 1
  const end = closingOf(walk, walk.at)
  walk.at = end
  return addBody(walk, { ...head, from, to: end - 1, isExpression: false })
}

/** Remembers a function so that it is read at least once. */
export function addBody(walk: Walk, head: Omit<Body, 'calls' | 'tokens' | 'code'>): Value {
  const body: Body = { ...head, tokens: walk.tokens, code: walk.code, calls: 0 }
  walk.bodies.push(body)
  return { text: null, taint: TAINT.none, body }
}

/** Reads what follows the word `lambda`. */
export function readLambda(walk: Walk): Value {
  const start = walk.at
  while (walk.at < walk.end && !isToken(peek(walk), ':') && step(walk)) walk.at++
  const params = namesBetween(walk, start, walk.at)
  walk.at++
  const from = walk.at
  skipSilently(walk)
  return addBody(walk, { name: '', params, from, to: walk.at, isExpression: true })
}

/** Reads what follows the word `function` where a value stands. */
export function readFunctionValue(walk: Walk): Value {
  accept(walk, '*')
  const named = peek(walk)
  const name = named?.kind === 'name' ? named.text : ''
  if (name !== '') walk.at++
  let params: string[] = []
  if (isToken(peek(walk), '(')) {
    const end = closingOf(walk, walk.at)
    params = namesBetween(walk, walk.at + 1, end - 1)
    walk.at = end
  }
  if (isToken(peek(walk), 'use') && isToken(peek(walk, 1), '('))
    walk.at = closingOf(walk, walk.at + 1)
  if (!isToken(peek(walk), '{')) return NOTHING
  const value = readBlock(walk, { name, params })
  if (name !== '') walk.names.set(name, value)
  return value
}
