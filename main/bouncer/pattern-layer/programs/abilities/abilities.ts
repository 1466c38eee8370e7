import { TAINT } from '../../findings.ts'
import { type EscapeRow, noteRow } from '../escape-table.ts'
import type { Program } from '../program.ts'
import { runSubcommand } from '../runners.ts'
import type { AbilityRow } from './ability-row.ts'
import { DISK_NAMES, noteDisks } from './disks.ts'
import { FILE_ROWS } from './file-rows.ts'
import { LOADING_ROWS } from './loading-rows.ts'
import { RUNNING_ROWS } from './running-rows.ts'
import { noteTalk, TALKERS } from './talkers.ts'

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
  ...new Set([...ROWS.keys(), ...DISK_NAMES, ...TALKERS, ...RUNS_REST]),
]

/** The program with what it can be made to do noted first. */
export function able(name: string, program: Program): Program {
  const rows = ROWS.get(name) ?? []
  const onDisks = DISK_NAMES.has(name)
  const talks = TALKERS.has(name)
  const runs = RUNS_REST.has(name)
  return (scene, call) => {
    const ran = runs ? runSubcommand(scene, call) : null
    if (ran) return ran
    let taint: number = TAINT.none
    for (const row of rows) taint |= noteRow(scene, call, row)
    if (onDisks) noteDisks(scene, call)
    if (talks) noteTalk(scene, call)
    const out = program(scene, call)
    return taint & ~out.taint ? { ...out, taint: out.taint | taint } : out
  }
}
