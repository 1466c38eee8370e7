import { describe, expect, it } from 'vitest'
import { SparseSet } from './sparse-set.ts'

describe('a sparse set', () => {
  it('keeps each thing once, in the order in which they came', () => {
    const set = new SparseSet<string>().add('b').add('a').add('b')
    expect([...set]).toEqual(['b', 'a'])
    expect(set.size).toBe(2)
    expect([set.has('a'), set.has('c')]).toEqual([true, false])
  })

  it('is empty by itself, whatever others hold', () => {
    new SparseSet<string>().add('a')
    const other = new SparseSet<string>()
    expect([other.size, other.has('a'), [...other].length]).toEqual([0, false, 0])
  })
})
