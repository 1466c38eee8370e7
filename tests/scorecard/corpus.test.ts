import { describe, expect, it } from 'vitest'
import { judgeByPattern } from '../../main/bouncer/pattern-layer/pattern-layer.ts'
import { verdictSchema } from '../../shared/bouncer/model.ts'
import { callOf, rowsOf } from './rows.ts'

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
      const verdict = judgeByPattern(callOf(row))
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
