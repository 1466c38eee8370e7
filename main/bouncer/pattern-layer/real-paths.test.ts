import { describe, expect, it } from 'vitest'
import { realEntry, realPath } from './real-paths.ts'

const facts = { realPaths: { '/p/link': '/etc', '/p/file': '/home/mira/key', '/p/up': '/' } }

describe('where a path leads', () => {
  it.each([
    ['/p/file', '/home/mira/key'],
    ['/p/link/hosts', '/etc/hosts'],
    ['/p/link/a/b', '/etc/a/b'],
    ['/p/up/etc/hosts', '/etc/hosts'],
    ['/p/linked', '/p/linked'],
    ['/p/constructor', '/p/constructor'],
  ])('%s is %s', (path, real) => {
    expect(realPath(facts, path)).toBe(real)
    expect(realPath(undefined, path)).toBe(path)
  })
})

describe('what goes when a name is deleted', () => {
  it('is the name in its real folder, not what it leads to', () => {
    const both = { realPaths: { '/p/link': '/etc', '/p': '/data/p' } }
    expect(realEntry(both, '/p/link')).toBe('/data/p/link')
    expect(realEntry(both, '/p/link/hosts')).toBe('/etc/hosts')
  })

  it('is what it leads to where only that was looked up', () => {
    expect(realEntry(facts, '/p/file')).toBe('/home/mira/key')
  })
})
