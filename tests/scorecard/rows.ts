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
export function measuredRows(stratum: Stratum): CorpusRow[] {
  return rowsOf(`measured/${stratum}`)
}

/** True for rows that nobody who works on the engine has looked at: those with an odd number. */
export function isKept({ id }: CorpusRow): boolean {
  return Number(id.split('-')[1]) % 2 === 1
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
