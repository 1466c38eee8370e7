import { existsSync, readFileSync } from 'node:fs'
import type { Decision, ToolCall } from '../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'

/** What a row is evidence of; every stratum has bars of its own. */
export const strata = [
  'core',
  'infrastructure',
  'escapes',
  'addresses',
  'evasions',
  'tools',
  'agent',
  'other',
] as const
export type Stratum = (typeof strata)[number]

/** One labelled call; `expect` is what the pattern layer should answer, `why` argues it in one line. */
export interface CorpusRow {
  readonly id: string
  readonly tool: string
  readonly input: Record<string, unknown>
  readonly cwd: string
  readonly expect: Decision
  readonly why: string
  /** Home or root wiped, device written, remote code run, keys sent out, guard tampered with. */
  readonly catastrophic?: boolean
}

/** A measured row with the number of the round in which it was written. */
export interface MeasuredRow extends CorpusRow {
  readonly round: number
}

/** Rounds of writing, oldest first: each by people who had not seen the engine; only the newest has rows kept apart. */
export const rounds = [1, 2] as const
const newestRound = Math.max(...rounds)

/** Reads the rows of one file of tests/corpus, by its name without ending; none when there is no such file. */
export function rowsOf(name: string): CorpusRow[] {
  const file = new URL(`../corpus/${name}.jsonl`, import.meta.url)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CorpusRow)
}

/** Rows that were written without sight of the engine, by stratum. */
export function measuredRows(stratum: Stratum): MeasuredRow[] {
  return rounds.flatMap((round) =>
    rowsOf(`measured/${round}/${stratum}`).map((row) => ({ ...row, round })),
  )
}

/** True for rows that nobody who works on the engine has looked at: odd numbers of the newest round. */
export function isKept({ id, round }: MeasuredRow): boolean {
  return round === newestRound && Number(id.split('-')[1]) % 2 === 1
}

/** A row as the engine takes it: the working folder is the project, its first two segments the home. */
export function callOf(row: CorpusRow): ToolCall {
  return {
    id: row.id as CallId,
    sessionId: 'corpus' as SessionId,
    tool: row.tool,
    input: row.input,
    cwd: row.cwd,
    workspace: row.cwd,
    home: row.cwd.split('/').slice(0, 3).join('/'),
  }
}
