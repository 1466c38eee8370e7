import { describe, expect, it } from 'vitest'
import { isReversible, traitSpans, traitsOf } from './effect-traits.ts'
import type { Effect, Place } from './model.ts'

const spans = [{ field: 'command', start: 0, end: 3 }]
const at = (place: Place) => [{ path: 'x', certainty: 'exact' as const, place }]

const write = (place: Place): Effect => ({ kind: 'write', paths: at(place), spans })
const erase: Effect = { kind: 'delete', paths: at('home'), recursive: true, spans }
const push = (verb: string): Effect => ({ kind: 'version-control', target: 'remote', verb, spans })
const run = (source: 'program' | 'download'): Effect => ({
  kind: 'execute',
  source,
  program: 'sh',
  spans,
})

describe('traits of an effect', () => {
  it('say what destroys, leaves, talks and runs', () => {
    expect(traitsOf(erase)).toEqual(['destroys', 'leaves'])
    expect(traitsOf(write('project'))).toEqual([])
    expect(traitsOf(write('system'))).toEqual(['leaves'])
    expect(traitsOf(push('push'))).toEqual(['host'])
    expect(traitsOf(push('push --force'))).toEqual(['destroys', 'host'])
    expect(traitsOf(run('program'))).toEqual([])
    expect(traitsOf(run('download'))).toEqual(['runs'])
  })

  it('stand where their spans stand, in their own field', () => {
    expect(traitSpans([erase], 'command')).toEqual([
      { start: 0, end: 3, effect: 'destroys' },
      { start: 0, end: 3, effect: 'leaves' },
    ])
    expect(traitSpans([erase], 'file_path')).toEqual([])
  })
})

describe('what can be taken back', () => {
  it('is small and known', () => {
    expect(isReversible([write('project'), run('program')])).toBe(true)
  })

  it('is never a deletion, a push, code of the internet, a write outside or a call without effects', () => {
    const never = [[erase], [push('push')], [run('download')], [write('home')], []]
    for (const effects of never) expect(isReversible(effects)).toBe(false)
    const secret: Effect = {
      kind: 'read',
      paths: [{ path: '.env', certainty: 'exact', place: 'project', secret: true }],
      spans,
    }
    expect(isReversible([secret])).toBe(false)
  })
})
