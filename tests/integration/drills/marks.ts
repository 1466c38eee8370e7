import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Step, Turn } from '../../fakes/messages-api-script.ts'
import { type RecordLine, readDisk } from '../app/disk-truth.ts'
import type { DrillHouse } from './drill-house.ts'

/** A call of the agent that leaves a file of that name in the project, and does more where that is given. */
export function marks(name: string, more = ''): Step {
  return { tool: 'Bash', input: { command: `touch ${name}.mark${more}` } }
}

/** The last turn of a script. */
export const done: Turn = [{ text: 'Done.' }]

/** Names of the marks that are there: the calls that ran. */
export function ranIn({ project }: Pick<DrillHouse, 'project'>): string[] {
  if (!existsSync(project)) return []
  const names = readdirSync(project).filter((name) => name.endsWith('.mark'))
  return names.map((name) => name.replace('.mark', '')).sort()
}

/** Where marks and the record lie. */
export interface Marked extends Pick<DrillHouse, 'project'> {
  readonly place: Pick<DrillHouse['place'], 'home'>
}

/** The clock of files may lag behind by a tick, in milliseconds. */
const fileClockLagMs = 20

/** Fails when a call ran that no entry of the record allowed before; with `isTimeless` the order of the times does not count. */
export async function expectAllJudged(house: Marked, isTimeless = false): Promise<void> {
  const { record } = await readDisk(house.place.home)
  for (const name of ranIn(house)) {
    const born = statSync(join(house.project, `${name}.mark`)).birthtimeMs + fileClockLagMs
    const before = record.filter(({ at }) => isTimeless || at <= born)
    expect(allows(before, `${name}.mark`), `an entry that allows ${name} before it ran`).toBe(true)
  }
}

function allows(entries: readonly RecordLine[], mark: string): boolean {
  return entries.some(({ call, verdict }) => {
    if (!call || !verdict || !JSON.stringify(call.input).includes(mark)) return false
    if (verdict.decision !== 'ask') return verdict.decision === 'allow'
    return entries.some(
      ({ kind, callId, decision }) =>
        kind === 'answer' && callId === call.id && decision === 'allow',
    )
  })
}
