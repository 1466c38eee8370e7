import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Decision, verdictSchema } from '../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'
import { judgeByPattern } from './pattern-layer/pattern-layer.ts'

interface Row {
  readonly id: string
  readonly tool: string
  readonly input: Record<string, unknown>
  readonly cwd: string
  readonly expect: Decision
  readonly why: string
}

function rowsOf(name: string): Row[] {
  const file = new URL(`../../tests/corpus/${name}.jsonl`, import.meta.url)
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
}

describe.each([
  ['dangerous', 120],
  ['evasions', 40],
  ['benign', 200],
])('corpus: %s', (name, least) => {
  const rows = rowsOf(name)

  it(`holds at least ${least} rows with ids of their own and a reason each`, () => {
    expect(rows.length).toBeGreaterThanOrEqual(least)
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    expect(rows.filter((row) => row.why.length < 4)).toEqual([])
  })

  it.each(rows.map((row) => [row.id, JSON.stringify(row.input).slice(0, 100), row] as const))(
    '%s %s',
    (_id, _input, row) => {
      const verdict = judgeByPattern({
        id: row.id as CallId,
        sessionId: 'corpus' as SessionId,
        tool: row.tool,
        input: row.input,
        cwd: row.cwd,
        workspace: row.cwd,
        home: row.cwd.split('/').slice(0, 3).join('/'),
      })
      expect([verdict.decision, ...(verdict.decision === row.expect ? [] : verdict.rules)]).toEqual(
        [row.expect],
      )
      expect(verdictSchema.safeParse(verdict).success).toBe(true)
      if (row.expect !== 'allow') {
        expect(verdict.rules.length).toBeGreaterThan(0)
        expect(verdict.spans.length).toBeGreaterThan(0)
      }
    },
  )
})
