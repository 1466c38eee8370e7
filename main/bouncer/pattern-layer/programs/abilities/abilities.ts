import { TAINT } from '../../findings.ts'
import { EMPTY, type Scene } from '../../scene.ts'
import type { EscapeRow } from '../escape-row.ts'
import { noteRow, type ReadyRow, readyRow, textOfCall } from '../escape-table.ts'
import { publishedSecrets } from '../leaving-acts.ts'
import type { Invocation, Program } from '../program.ts'
import { runSubcommand } from '../runners.ts'
import { noteSecretsSent } from '../sent-files.ts'
import type { AbilityRow } from './ability-row.ts'
import { DISK_NAMES, noteDisks } from './disks.ts'
import { FILE_ROWS } from './file-rows.ts'
import { LOADING_ROWS } from './loading-rows.ts'
import { RUNNING_ROWS } from './running-rows.ts'
import { FETCHERS, PUBLISHERS, REVEALERS, TALKERS } from './talkers.ts'

/** What programs can be made to do besides what they are for, by name. */
const ROWS: ReadonlyMap<string, readonly EscapeRow[]> = byName([
  ...LOADING_ROWS,
  ...RUNNING_ROWS,
  ...FILE_ROWS,
])

function byName(rows: readonly AbilityRow[]): ReadonlyMap<string, readonly EscapeRow[]> {
  const map = new Map<string, EscapeRow[]>()
  for (const row of rows) {
    for (const name of row.names.split(' ')) map.set(name, [...(map.get(name) ?? []), row])
  }
  return map
}

/** Programs with a subcommand that runs the rest of the line, whatever else they do. */
const RUNS_REST: ReadonlySet<string> = new Set(['conda', 'mamba', 'micromamba', 'codex', 'task'])

/** Programs of which rows of facts know more than their own judgement. */
export const ABLE_NAMES: readonly string[] = [
  ...new Set([
    ...ROWS.keys(),
    ...DISK_NAMES,
    ...TALKERS,
    ...PUBLISHERS,
    ...RUNS_REST,
    ...FETCHERS,
    ...REVEALERS,
  ]),
]

type Note = (scene: Scene, call: Invocation) => number

/** The program with what it can be made to do noted first. */
export function able(name: string, program: Program): Program {
  const notes = notesOf(name)
  const runs = RUNS_REST.has(name)
  return (scene, call) => {
    const ran = runs ? runSubcommand(scene, call) : null
    if (ran) return ran
    let taint: number = TAINT.none
    for (const note of notes) taint |= note(scene, call)
    const out = program(scene, call)
    return taint & ~out.taint ? { ...out, taint: out.taint | taint } : out
  }
}

/** What is noted of a program; each note answers the taint of what it reads. */
function notesOf(name: string): readonly Note[] {
  const rows = (ROWS.get(name) ?? []).map(readyRow)
  const notes: Note[] = []
  if (rows.length > 0) notes.push((scene, call) => noteRows(scene, call, rows))
  if (DISK_NAMES.has(name)) notes.push(silent(noteDisks))
  if (TALKERS.has(name)) notes.push(silent(noteSecretsSent))
  if (PUBLISHERS.has(name)) notes.push(silent(publishedSecrets))
  if (FETCHERS.has(name)) notes.push(() => TAINT.download)
  if (REVEALERS.has(name)) notes.push(() => TAINT.decoded)
  return notes
}

function silent(act: (scene: Scene, call: Invocation) => void): Note {
  return (scene, call) => {
    act(scene, call)
    return TAINT.none
  }
}

function noteRows(scene: Scene, call: Invocation, rows: readonly ReadyRow[]): number {
  if (call.args.length === 0 && call.stdin === EMPTY) return TAINT.none
  const text = textOfCall(call)
  let taint: number = TAINT.none
  for (const row of rows) taint |= noteRow(scene, text, row)
  return taint
}
