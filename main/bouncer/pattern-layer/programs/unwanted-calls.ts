import { TAINT } from '../findings.ts'
import { type Scene, type Stream, signal, UNKNOWN } from '../scene.ts'
import type { Act, Printed } from './act.ts'
import { LISTINGS, type ListingRow, NARROWING } from './listings.ts'
import { findsOwnOnly } from './process-lists.ts'
import type { Invocation, Program } from './program.ts'
import { PRINTED, UNWANTED_ACTS } from './unwanted-acts.ts'
import type { UnwantedRow } from './unwanted-row.ts'
import { UNWANTED_ROWS } from './unwanted-rows.ts'
import { isRehearsal } from './verbs.ts'

/** Longest text of arguments that is compared with shapes. */
const MAX_LINE = 4000

const ROWS = byName(UNWANTED_ROWS)
const LISTS = byName(LISTINGS)
const NARROWS = byName(NARROWING)

function byName<R extends { readonly names: string }>(rows: readonly R[]): Map<string, R[]> {
  const map = new Map<string, R[]>()
  for (const row of rows) {
    for (const name of row.names.split(' ')) map.set(name, [...(map.get(name) ?? []), row])
  }
  return map
}

/** Programs that are looked at before they are judged in their own way. */
export const WATCHED_NAMES: readonly string[] = [
  ...new Set([
    ...ROWS.keys(),
    ...LISTS.keys(),
    ...NARROWS.keys(),
    ...Object.keys(UNWANTED_ACTS),
    ...Object.keys(PRINTED),
  ]),
]

/** The program with what nobody wants of it noted first. */
export function watched(name: string, program: Program): Program {
  const watch = watchOf(name)
  return (scene, call) => {
    const line = lineOf(call)
    const given = noteCall(scene, call, { watch, line })
    const own = program(scene, call)
    const out = given === TAINT.none ? own : { ...own, taint: own.taint | given }
    if (out.taint & TAINT.processes && findsOwnOnly(scene, call)) return notOfOthers(out)
    if (anyMatches(watch.lists, line)) return tainted(out)
    return anyMatches(watch.narrows, line) ? narrowed(out) : out
  }
}

interface Watch {
  readonly rows: readonly UnwantedRow[]
  /** Find one of the shapes that rows begin with: most calls have none. */
  readonly firsts: readonly RegExp[]
  readonly act: Act | undefined
  readonly printed: Printed | undefined
  readonly lists: readonly ListingRow[]
  readonly narrows: readonly ListingRow[]
}

function watchOf(name: string): Watch {
  const rows = ROWS.get(name) ?? []
  return {
    rows,
    firsts: firstShapes(rows),
    act: Object.hasOwn(UNWANTED_ACTS, name) ? UNWANTED_ACTS[name] : undefined,
    printed: Object.hasOwn(PRINTED, name) ? PRINTED[name] : undefined,
    lists: LISTS.get(name) ?? [],
    narrows: NARROWS.get(name) ?? [],
  }
}

/** The first shapes of all rows, as one expression for each set of flags that they use. */
function firstShapes(rows: readonly UnwantedRow[]): RegExp[] {
  const byFlags = Map.groupBy(
    rows.flatMap(({ all }) => all.slice(0, 1)),
    (shape) => shape.flags,
  )
  return [...byFlags].map(
    ([flags, shapes]) => new RegExp(shapes.map(({ source }) => `(?:${source})`).join('|'), flags),
  )
}

/** Notes what the call says of itself; answers what it prints beyond its own judgement. */
function noteCall(
  scene: Scene,
  call: Invocation,
  { watch, line }: { readonly watch: Watch; readonly line: string },
): number {
  let rows = false
  for (const shape of watch.firsts) rows ||= shape.test(line)
  if (!rows && !watch.act && !watch.printed) return TAINT.none
  if (isRehearsal(call.args) || isQuestion(line)) return TAINT.none
  if (rows) noteRows(scene, watch.rows, line)
  watch.act?.(scene, call, line)
  return watch.printed?.(scene, call, line) ?? TAINT.none
}

/** Whether the program is only asked what it can do or which version it is. */
function isQuestion(line: string): boolean {
  const mayBe = line.startsWith('--') || line.startsWith('help')
  return mayBe && /^(?:--help|help|--version)(?: |$)/.test(line)
}

function lineOf(call: Invocation): string {
  let line = ''
  for (const { text } of call.args) {
    if (line.length > MAX_LINE) break
    line += line === '' ? text : ` ${text}`
  }
  return line.length > MAX_LINE ? line.slice(0, MAX_LINE) : line
}

function noteRows(scene: Scene, rows: readonly UnwantedRow[], line: string): void {
  for (const row of rows) {
    if (matches(row, line)) signal(scene, row.kind, row.what)
  }
}

function anyMatches(rows: readonly ListingRow[], line: string): boolean {
  for (const row of rows) if (matches(row, line)) return true
  return false
}

function matches(row: Pick<UnwantedRow, 'all' | 'none'>, line: string): boolean {
  for (const shape of row.all) if (!shape.test(line)) return false
  return row.none?.test(line) !== true
}

function tainted(out: Stream): Stream {
  return { ...out, text: out.text ?? UNKNOWN, taint: out.taint | TAINT.everything }
}

/** A list of processes of which only the project's own are left. */
function notOfOthers(out: Stream): Stream {
  return { ...out, taint: out.taint & ~TAINT.processes }
}

function narrowed(out: Stream): Stream {
  return out.taint & TAINT.everything ? { ...out, taint: out.taint & ~TAINT.everything } : out
}
