import type { Scene, Stream } from '../../scene.ts'
import type { Dialect } from './dialects.ts'
import type { Token } from './tokens.ts'
import type { Body, Value } from './value.ts'

/** The reading of one piece of inline code from left to right. */
export interface Walk {
  readonly scene: Scene
  readonly language: string
  readonly dialect: Dialect
  /** Text that the tokens stand in. */
  code: string
  tokens: readonly Token[]
  at: number
  /** First token that is not read any more. */
  end: number
  /** Values of names. */
  names: Map<string, Value>
  /** Functions written in the code, each read once even when nothing calls it. */
  readonly bodies: Body[]
  readonly stdin: Stream
  readonly args: readonly Value[]
  /** What the code prints, null when not known. */
  printed: string | null
  /** Everything secret or foreign that the code has read so far. */
  taint: number
  /** Work left; negative when used up. */
  steps: number
  depth: number
  /** Reads on without recording anything. */
  muted: boolean
  /** Started an interactive shell. */
  startsShell: boolean
  /** Host of a connection that stays open. */
  connectedTo: string | null
  /** Something consequential that cannot be read. */
  opaque: string | null
  /** Reads statements of other tokens; given so that files need not import each other in a circle. */
  readonly readExpression: (walk: Walk) => Value
  readonly readAssignment: (walk: Walk) => Value
  readonly runText: (walk: Walk, code: string) => Value
  readonly runBody: (walk: Walk, body: Body, args: readonly Value[]) => Value
}

/** The token at an offset from the current one. */
export function peek(walk: Walk, ahead = 0): Token | undefined {
  const at = walk.at + ahead
  return at < walk.end ? walk.tokens[at] : undefined
}

/** Whether the token is this operator or name. */
export function isToken(token: Token | undefined, text: string): boolean {
  return (
    token !== undefined &&
    token.text === text &&
    (token.kind === 'operator' || token.kind === 'name')
  )
}

/** Steps over the token when it is this one. */
export function accept(walk: Walk, text: string): boolean {
  if (!isToken(peek(walk), text)) return false
  walk.at++
  return true
}

/** Steps over line ends. */
export function skipLines(walk: Walk): void {
  while (peek(walk)?.kind === 'newline') walk.at++
}

/** Index behind the bracket that closes the one at `from`. */
export function closingOf(walk: Walk, from: number): number {
  let depth = 0
  for (let at = from; at < walk.end; at++) {
    const token = walk.tokens[at]
    if (token?.kind !== 'operator') continue
    if (OPENS.has(token.text)) depth++
    else if (CLOSES.has(token.text)) {
      depth--
      if (depth <= 0) return at + 1
    }
    walk.steps--
  }
  return walk.end
}

const OPENS = new Set(['(', '[', '{'])
const CLOSES = new Set([')', ']', '}'])

/** Takes one step of the budget; false when it is used up. */
export function step(walk: Walk): boolean {
  walk.steps--
  return walk.steps > 0
}

const OPENS_BLOCK = /^(?:def|do|if|unless|while|until|case|begin|class|module|for|function|then)$/

/** Index of the `end` that closes a block whose inside begins at `from`. */
export function endKeyword(walk: Walk, from: number): number {
  let depth = 1
  let at = from
  for (; at < walk.end && step(walk); at++) {
    const token = walk.tokens[at]
    if (token?.kind !== 'name') continue
    if (token.text === 'end') {
      depth--
      if (depth === 0) return at
    } else if (OPENS_BLOCK.test(token.text) && startsLine(walk, at)) depth++
  }
  return at
}

function startsLine(walk: Walk, at: number): boolean {
  const before = walk.tokens[at - 1]
  const text = walk.tokens[at]?.text
  return (
    text === 'do' ||
    text === 'function' ||
    before === undefined ||
    before.kind === 'newline' ||
    before.text === ';' ||
    before.text === '='
  )
}
