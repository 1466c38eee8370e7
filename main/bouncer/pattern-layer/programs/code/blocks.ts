import { bindElement } from './arguments.ts'
import { addBody, namesBetween } from './bodies.ts'
import type { Token } from './tokens.ts'
import { elementsOf, oneOf } from './value.ts'
import { accept, closingOf, endKeyword, isToken, peek, skipLines, step, type Walk } from './walk.ts'

/** `def f(a):` and `def f(a) … end`. */
export function defineFunction(walk: Walk): boolean {
  const name = peek(walk, 1)
  if (name?.kind !== 'name') return false
  walk.at += 2
  let params: string[] = []
  if (isToken(peek(walk), '(')) {
    const end = closingOf(walk, walk.at)
    params = namesBetween(walk, walk.at + 1, end - 1)
    walk.at = end
  }
  const to = walk.dialect.name === 'python' ? indentedEnd(walk, name) : endKeyword(walk, walk.at)
  const body = addBody(walk, { name: name.text, params, from: walk.at, to, isExpression: false })
  walk.names.set(name.text, body)
  walk.at = to
  return true
}

/** Defines a named function of Lua; false when the word begins none. */
export function defineLua(walk: Walk): boolean {
  return peek(walk, 1)?.kind === 'name' ? defineFunction(walk) : false
}

/** The end of a block: the first line that is not indented deeper than its head. */
function indentedEnd(walk: Walk, head: Token): number {
  const indent = indentOf(walk, head)
  let at = walk.at
  while (at < walk.end && walk.tokens[at]?.text !== ':') at++
  if (walk.tokens[at + 1]?.kind !== 'newline') return lineEnd(walk, at)
  for (at++; at < walk.end && step(walk); at++) {
    const token = walk.tokens[at]
    const next = walk.tokens[at + 1]
    if (
      token?.kind === 'newline' &&
      next &&
      next.kind !== 'newline' &&
      indentOf(walk, next) <= indent
    )
      return at
  }
  return walk.end
}

function lineEnd(walk: Walk, from: number): number {
  let at = from
  while (at < walk.end && walk.tokens[at]?.kind !== 'newline') at++
  return at
}

/** Columns before the first token of the line. */
function indentOf(walk: Walk, token: Token): number {
  const { code } = walk
  let start = token.start
  while (start > 0 && code.charCodeAt(start - 1) !== 10) start--
  let at = start
  while (code.charCodeAt(at) === 32 || code.charCodeAt(at) === 9) at++
  return at - start
}

/** Gives the variable of a loop what the loop goes over. */
export function loopOver(walk: Walk): boolean {
  const start = walk.at
  walk.at++
  if (accept(walk, 'await') || accept(walk, 'my') || accept(walk, 'our')) walk.at += 0
  const parenthesised = isToken(peek(walk), '(')
  const limit = parenthesised ? closingOf(walk, walk.at) - 1 : walk.end
  const split = findSplit(walk, limit)
  if (walk.dialect.name === 'perl') return loopInPerl(walk, limit)
  if (split < 0) {
    walk.at = start + 1
    return true
  }
  const first = walk.at + (parenthesised ? 1 : 0)
  const declares = /^(?:const|let|var|my)$/.test(walk.tokens[first]?.text ?? '')
  const head = namesBetween(walk, declares ? first + 1 : first, split)
  const isPhp = walk.tokens[split]?.text === 'as'
  bindLoop(walk, { head, split, limit, isPhp })
  return true
}

function bindLoop(
  walk: Walk,
  loop: {
    readonly head: readonly string[]
    readonly split: number
    readonly limit: number
    readonly isPhp: boolean
  },
): void {
  if (loop.isPhp) {
    walk.at++
    const value = walk.readExpression(walk)
    const names = namesBetween(walk, loop.split + 1, loop.limit).filter((name) => name !== '')
    const last = walk.tokens[loop.limit - 1]
    bindElement(walk, [last?.text ?? names[0] ?? ''], oneOf(elementsOf(value)))
    walk.at = loop.limit + 1
    return
  }
  walk.at = loop.split + 1
  bindElement(walk, loop.head, oneOf(elementsOf(walk.readExpression(walk))))
}

function findSplit(walk: Walk, limit: number): number {
  const stop = Math.min(limit, walk.at + 40)
  for (let at = walk.at; at < stop; at++) {
    const token = walk.tokens[at]
    if (token?.kind === 'newline') return -1
    if (token?.kind === 'name' && /^(?:in|of|as)$/.test(token.text)) return at
  }
  return -1
}

/** `for my $f (list) {` and the loop without a name. */
function loopInPerl(walk: Walk, limit: number): boolean {
  let name = '$_'
  const token = peek(walk)
  if (token?.kind === 'name' && token.text.startsWith('$')) {
    name = token.text
    walk.at++
  }
  if (!isToken(peek(walk), '(')) return true
  const value = walk.readExpression(walk)
  void limit
  bindElement(walk, [name], oneOf(value.items ?? elementsOf(value)))
  return true
}

/** `with open(x) as f:`. */
export function bindContext(walk: Walk): boolean {
  walk.at++
  do {
    skipLines(walk)
    const value = walk.readExpression(walk)
    if (accept(walk, 'as')) {
      const name = peek(walk)
      if (name?.kind === 'name') walk.names.set(name.text, value)
      walk.at++
    }
  } while (accept(walk, ',') && step(walk))
  return true
}
