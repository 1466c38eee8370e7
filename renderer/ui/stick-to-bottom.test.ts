// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { isAtBottom, type ScrollFacts, staysStuck } from './stick-to-bottom.ts'

const at = (scrollTopPx: number, contentPx = 1000): ScrollFacts => ({
  scrollTopPx,
  contentPx,
  viewportPx: 200,
})

describe('isAtBottom', () => {
  it('takes less than a line for the end', () => {
    expect(isAtBottom(at(800))).toBe(true)
    expect(isAtBottom(at(781))).toBe(true)
    expect(isAtBottom(at(770))).toBe(false)
  })
  it('holds for content that is smaller than the view', () => {
    expect(isAtBottom(at(0, 100))).toBe(true)
  })
})

describe('staysStuck', () => {
  it('lets go when the person scrolls up', () => {
    expect(staysStuck(true, at(800), at(700))).toBe(false)
  })
  it('goes on when the content grew below', () => {
    expect(staysStuck(true, at(800), at(800, 1300))).toBe(true)
  })
  it('goes on when a group was folded and the position fell with the content', () => {
    expect(staysStuck(true, at(800), at(600, 840))).toBe(true)
  })
  it('goes on when the window became smaller', () => {
    expect(staysStuck(true, at(800), { ...at(800), viewportPx: 120 })).toBe(true)
  })
  it('lets go when the person scrolls up while the content grows', () => {
    expect(staysStuck(true, at(800), at(720, 1300))).toBe(false)
  })
  it('stays away until the end is reached again', () => {
    expect(staysStuck(false, at(300), at(500))).toBe(false)
    expect(staysStuck(false, at(500), at(795))).toBe(true)
  })
})
