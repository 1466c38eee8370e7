import { describe, expect, it } from 'vitest'
import type { Timeline } from '../../shared/audit/explorer.ts'
import { brushAfter, marksOf, ticksOf } from './timeline-shape.ts'

const hour = 3_600_000
const noon = new Date(2026, 10, 21, 12).getTime()
const whole = { fromMs: noon - 24 * hour, toMs: noon }

function timeline(
  lanes: Partial<Record<keyof Timeline['lanes'], Record<number, number>>>,
): Timeline {
  const filled = (counts: Record<number, number> = {}) =>
    Array.from({ length: 24 }, (_, step) => counts[step] ?? 0)
  const { denied, you, refused, ai, rules } = lanes
  return {
    ...{ ...whole, stepMs: hour, events: [] },
    lanes: {
      ...{ denied: filled(denied), you: filled(you), refused: filled(refused) },
      ...{ ai: filled(ai), rules: filled(rules) },
    },
  }
}

describe('marks of a lane', () => {
  it('near each other become one with a number, and none lie nearer than asked', () => {
    const marks = marksOf(timeline({ denied: { 1: 1, 2: 2, 9: 1 } }), 'denied', 3)
    expect(marks.map(({ count, kind }) => ({ count, kind }))).toEqual([
      { count: 3, kind: 'denied' },
      { count: 1, kind: 'denied' },
    ])
    expect(marks[0]?.place).toBeCloseTo(13 / 6 / 24)
  })
  it('of yours say whether you refused', () => {
    const lanes = { you: { 3: 1, 12: 1 }, refused: { 12: 1, 20: 2 } }
    expect(marksOf(timeline(lanes), 'you', 2).map(({ kind, count }) => [kind, count])).toEqual([
      ['person', 1],
      ['person', 2],
      ['denied-by-you', 2],
    ])
  })
})

describe('the brush', () => {
  const key = (name: string, shiftKey = false) => ({ key: name, shiftKey })
  const brush = { fromMs: noon - 3 * hour, toMs: noon - 2 * hour }
  it('begins with the last hour and moves by an hour, never outside', () => {
    const first = brushAfter(key('ArrowLeft'), null, whole)
    expect(first).toEqual({ fromMs: noon - hour, toMs: noon })
    expect(brushAfter(key('ArrowRight'), first ?? null, whole)).toEqual(first)
    expect(brushAfter(key('ArrowLeft'), brush, whole)).toEqual({
      fromMs: noon - 4 * hour,
      toMs: noon - 3 * hour,
    })
    expect(brushAfter(key('PageDown'), brush, whole)?.fromMs).toBe(whole.fromMs)
  })
  it('is resized with Shift, keeps a minute at least, and goes with Escape', () => {
    expect(brushAfter(key('ArrowRight', true), brush, whole)).toEqual({
      fromMs: noon - 3 * hour,
      toMs: noon - hour,
    })
    const least = brushAfter(key('ArrowLeft', true), brush, whole)
    expect(least).toEqual({ fromMs: brush.fromMs, toMs: brush.fromMs + 60_000 })
    expect(brushAfter(key('Escape'), brush, whole)).toBeNull()
    expect(brushAfter(key('Escape'), null, whole)).toBeUndefined()
    expect(brushAfter(key('a'), brush, whole)).toBeUndefined()
  })
})

it('the axis names at most eight moments, on whole hours or days', () => {
  for (const days of [0.1, 1, 7, 60, 400, 2_000]) {
    const ticks = ticksOf({ fromMs: noon - days * 24 * hour, toMs: noon })
    expect(ticks.length).toBeLessThanOrEqual(9)
    expect(ticks.length).toBeGreaterThan(1)
    for (const { atMs } of ticks) expect(new Date(atMs).getSeconds()).toBe(0)
  }
})
