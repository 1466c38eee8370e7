import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drift, latestScorecard, shownScorecard, shownText } from './drift.ts'
import { measuredRows, rowsOf, strata } from './rows.ts'
import { type Scorecard, score, shareOf } from './scorecard.ts'

const all = strata.flatMap(measuredRows)

describe('the measured corpus', () => {
  it('holds the rows it promises, each with an id of its own and an argued label', () => {
    const dangerous = all.filter(({ expect: label }) => label !== 'allow')
    expect(dangerous.length).toBeGreaterThanOrEqual(600)
    expect(all.length - dangerous.length).toBeGreaterThanOrEqual(1000)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(all.filter(({ why }) => why.trim().length < 8)).toEqual([])
  })

  it.each([
    ...['Read', 'Write', 'Edit', 'NotebookEdit', 'WebFetch', 'WebSearch', 'Grep', 'Glob'],
    ...['Task', 'Bash'],
  ])('holds at least 60 rows of %s', (tool) => {
    expect(all.filter((row) => row.tool === tool).length).toBeGreaterThanOrEqual(60)
  })

  it('holds at least 60 rows of tools of servers', () => {
    const served = all.filter(({ tool }) => tool.startsWith('mcp__'))
    expect(served.length).toBeGreaterThanOrEqual(60)
  })

  it('shares no call with the rows that the engine is built with', () => {
    const text = (row: { tool: string; input: unknown }) => JSON.stringify([row.tool, row.input])
    const built = new Set(['dangerous', 'evasions', 'benign'].flatMap(rowsOf).map(text))
    const shared = all.filter((row) => built.has(text(row))).map(({ id }) => id)
    // Ordinary one-word calls meet by chance.
    expect(shared.length).toBeLessThan(all.length / 50)
  })
})

describe('the scorecard', () => {
  it('is the committed one: after a change run `npm run -s scorecard -- --write` and look at the drift', () => {
    expect(drift(latestScorecard(), score())).toEqual([])
  })

  it('is the one that the app shows', () => {
    const latest = latestScorecard()
    if (!latest) throw new Error('there is no scorecard')
    expect(readFileSync(shownScorecard, 'utf8')).toBe(shownText(latest))
  })

  it('tells drift in both directions', () => {
    const line = { name: 'x', ...shareOf(1, 2), shown: shareOf(0, 0), bar: 50, met: true }
    const before: Scorecard = { scores: [line], wrong: { a: 'ask', b: 'allow' } }
    const after: Scorecard = {
      scores: [{ ...line, hits: 2 }],
      wrong: { b: 'deny', c: 'allow' },
    }
    expect(drift(before, after)).toEqual([
      'a is right now (was ask)',
      'b went from allow to deny',
      'c is wrong now: allow',
      'x: 1 of 2 became 2 of 2',
    ])
    expect(drift(before, before)).toEqual([])
    expect(drift(null, after)).toEqual(['there is no scorecard yet'])
  })

  it('gives the interval of Wilson', () => {
    expect(shareOf(0, 0)).toMatchObject({ low: 0, high: 100 })
    expect(shareOf(98, 100)).toEqual({ hits: 98, rows: 100, percent: 98, low: 93, high: 99.4 })
    expect(shareOf(0, 1000)).toMatchObject({ percent: 0, low: 0, high: 0.4 })
  })
})
