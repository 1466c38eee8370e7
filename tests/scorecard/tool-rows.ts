import { expect, it } from 'vitest'
import { judgeByPattern } from '../../main/bouncer/pattern-layer/pattern-layer.ts'
import { redactValue } from '../../main/kit/redact.ts'
import type { Facts, Verdict } from '../../shared/bouncer/model.ts'
import { verdictSchema } from '../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'

/** The project of every row. */
export const project = '/home/mira/work/atlas'

/** What a row expects: `stop` is ask or deny. */
export type Expected = 'allow' | 'stop' | 'ask' | 'deny'

/** One call of a table: expected, tool, input. */
export type Row = readonly [Expected, string, Record<string, unknown>]

/** A row that writes a file, by its path in the project or anywhere. */
export function write(expected: Expected, path: string, content: string): Row {
  const file = /^[/~]/.test(path) ? path : `${project}/${path}`
  return [expected, 'Write', { file_path: file, content }]
}

/** A row that fetches an address. */
export function fetched(expected: Expected, url: string, prompt = 'Summarise the page'): Row {
  return [expected, 'WebFetch', { url, prompt }]
}

/** A row that starts a subagent. */
export function task(expected: Expected, prompt: string): Row {
  return [expected, 'Task', { description: 'Work', prompt, subagent_type: 'general-purpose' }]
}

/** Judges a call in the project of the rows. */
export function judged(tool: string, input: Record<string, unknown>, facts?: Facts): Verdict {
  return judgeByPattern({
    id: 'row' as CallId,
    sessionId: 'rows' as SessionId,
    tool,
    input,
    cwd: project,
    workspace: project,
    home: '/home/mira',
    ...(facts === undefined ? {} : { facts }),
  })
}

/** One test a row: the verdict, its shape, its spans inside the input, and the same after redaction. */
export function testRows(rows: readonly Row[]): void {
  it.each(rows.map((row) => [row[0], row[1], JSON.stringify(row[2]).slice(0, 160), row] as const))(
    '%s %s %s',
    (...[expected, tool, , [, , input]]) => {
      const verdict = judged(tool, input)
      const got = expected === 'stop' && verdict.decision !== 'allow' ? 'stop' : verdict.decision
      expect([got, ...(got === expected ? [] : verdict.rules)]).toEqual([expected])
      expect(verdictSchema.safeParse(verdict).success).toBe(true)
      for (const span of verdict.spans) expectInside(span, input)
      const redacted = judged(tool, redactValue(input))
      expect([redacted.decision, redacted.rules]).toEqual([verdict.decision, verdict.rules])
    },
  )
}

function expectInside(span: Verdict['spans'][number], input: Record<string, unknown>): void {
  const value = input[span.field]
  expect(span.start).toBeLessThanOrEqual(span.end)
  if (typeof value === 'string') expect(span.end).toBeLessThanOrEqual(value.length)
}
