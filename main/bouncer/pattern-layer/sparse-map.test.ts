import { describe, expect, it } from 'vitest'
import { SparseMap } from './sparse-map.ts'

describe('a sparse map', () => {
  it('is empty, then holds what was put in', () => {
    const map = new SparseMap<string, number>()
    expect([map.size, map.get('a'), map.has('a'), [...map]]).toEqual([0, undefined, false, []])
    map.set('a', 1).set('b', 2)
    expect([map.size, map.get('a'), map.has('b')]).toEqual([2, 1, true])
    expect([...map.keys()]).toEqual(['a', 'b'])
    expect([...map.values()]).toEqual([1, 2])
    expect(map.delete('a')).toBe(true)
    expect(map.delete('a')).toBe(false)
    expect([...map]).toEqual([['b', 2]])
    const seen: unknown[] = []
    map.forEach((value, key) => {
      seen.push([key, value])
    })
    expect(seen).toEqual([['b', 2]])
    map.clear()
    expect(map.size).toBe(0)
  })

  it('keeps copies apart, whichever of them changes', () => {
    const map = new SparseMap<string, number>().set('a', 1)
    const first = map.copy()
    const second = first.copy()
    map.set('a', 2)
    first.delete('a')
    expect([map.get('a'), first.get('a'), second.get('a')]).toEqual([2, undefined, 1])
    second.set('b', 3)
    expect([[...map], [...first], [...second].length]).toEqual([[['a', 2]], [], 2])
    second.copy().clear()
    expect(second.size).toBe(2)
  })

  it('leaves an iteration over a copy alone while the original changes', () => {
    const map = new SparseMap<string, number>().set('a', 1).set('b', 2)
    const seen: string[] = []
    for (const [key] of map.copy()) {
      map.delete(key)
      seen.push(key)
    }
    expect(seen).toEqual(['a', 'b'])
    expect(map.size).toBe(0)
  })
})
