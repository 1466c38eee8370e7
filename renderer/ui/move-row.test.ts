// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { moveRow } from './move-row.ts'

const move = (key: string, current: number | undefined, rowCount = 100): number | undefined =>
  moveRow({ key, current, rowCount, pageRows: 10 })

describe('moveRow', () => {
  it.each([
    ['ArrowDown', 5, 6],
    ['ArrowUp', 5, 4],
    ['PageDown', 5, 15],
    ['PageUp', 15, 5],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s from %i leads to %i', (key, from, to) => {
    expect(move(key, from)).toBe(to)
  })
  it('stops at the first and the last row', () => {
    expect([move('ArrowUp', 0), move('PageUp', 3), move('ArrowDown', 99)]).toEqual([0, 0, 99])
  })
  it('starts at the near end when no row is current', () => {
    expect([move('ArrowDown', undefined), move('ArrowUp', undefined)]).toEqual([0, 99])
  })
  it('moves nothing by another key or without rows', () => {
    expect([move('a', 5), move('ArrowDown', undefined, 0)]).toEqual([undefined, undefined])
  })
})
