import { TAINT } from '../../findings.ts'
import { type Field, flow, fork, type Scene, type Stream, signal } from '../../scene.ts'
import { dialectOf } from './dialects.ts'
import { readExpression } from './expressions.ts'
import { readAssignment, readStatements, runBody, runText } from './statements.ts'
import { tokenise } from './tokens.ts'
import type { Value } from './value.ts'
import type { Walk } from './walk.ts'

/** Steps a token costs at most on average, and some for short code. */
const STEPS_PER_TOKEN = 4
const LEAST_STEPS = 4000

/** Reads inline code token by token and records what it would do; null for languages that are not read so. */
export function walkCode(
  scene: Scene,
  run: {
    readonly language: string
    readonly code: string
    readonly stdin: Stream
    readonly args?: readonly Field[] | undefined
  },
): { readonly out: Stream; readonly broken: boolean } | null {
  const dialect = dialectOf(run.language)
  if (!dialect) return null
  const tokens = tokenise(run.code, dialect)
  const walk: Walk = {
    scene: fork(scene, { nested: true }),
    language: run.language,
    dialect,
    code: run.code,
    tokens: tokens.list,
    at: 0,
    end: tokens.list.length,
    names: new Map(),
    bodies: [],
    stdin: run.stdin,
    args: (run.args ?? []).map(({ text, glob, taint }): Value => ({ text, glob, taint })),
    printed: '',
    taint: TAINT.none,
    steps: LEAST_STEPS + tokens.list.length * STEPS_PER_TOKEN,
    depth: 0,
    muted: false,
    startsShell: false,
    connectedTo: null,
    opaque: null,
    readExpression,
    readAssignment,
    runText,
    runBody,
  }
  readStatements(walk)
  readUncalled(walk)
  if (walk.startsShell && walk.connectedTo !== null) {
    flow(scene, 'network-to-shell', walk.connectedTo)
  }
  if (walk.steps <= 0) signal(scene, 'inline-opaque', 'too much code to read')
  if (walk.opaque !== null) signal(scene, 'inline-opaque', walk.opaque)
  return { out: { text: walk.printed, taint: walk.taint | run.stdin.taint }, broken: tokens.broken }
}

/** Functions that nothing calls may be called by something we did not see. */
function readUncalled(walk: Walk): void {
  for (let at = 0; at < walk.bodies.length && walk.steps > 0; at++) {
    const body = walk.bodies[at]
    if (body && body.calls === 0) runBody(walk, body, [])
  }
}
