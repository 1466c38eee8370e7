import { expect, test } from 'vitest'
import type { Layout } from './layout.ts'
import { seatbelted, seatbeltProfile } from './seatbelt.ts'

const layout: Layout = {
  project: '/Users/mira/code/app "quoted" (x)',
  mounts: [
    { kind: 'memory', path: '/Users/mira' },
    { kind: 'read', path: '/Users/mira/code' },
    { kind: 'read', path: '/Users/mira/.mstro/guard' },
    { kind: 'write', path: '/Users/mira/.claude/projects' },
    { kind: 'read', path: '/Users/mira/.ssh/known_hosts' },
    { kind: 'write', path: '/Users/mira/code/app "quoted" (x)' },
  ],
  writable: ['/Users/mira/code/app "quoted" (x)'],
  readOnly: ['/Users/mira/code/app "quoted" (x)/.git/hooks'],
  own: ['/Users/mira/.claude/shell-snapshots', '/Users/mira/.claude.json'],
  hidden: [
    { kind: 'own-home', path: '/Users/mira/.mstro' },
    { kind: 'keys', path: '/Users/mira/.ssh' },
    { kind: 'keychain', path: '/Users/mira/Library/Keychains' },
  ],
  letThrough: [{ path: '/Users/mira/.ssh/known_hosts', access: 'read' }],
  refused: [],
}

test('the profile of a layout', async () => {
  await expect(seatbeltProfile(layout)).toMatchFileSnapshot('./seatbelt.example.sb')
})

test('what is let through comes after what is hidden, and what is hidden after what may be written', () => {
  const lines = seatbeltProfile(layout).split('\n')
  const at = (part: string) => lines.findIndex((line) => line.includes(part))
  expect(at('(allow file-write* (subpath "/Users/mira/.claude/projects"')).toBeGreaterThan(
    at('(deny file-write*)'),
  )
  expect(at('(deny file-read* file-write* (subpath "/Users/mira/.ssh"))')).toBeGreaterThan(
    at('(allow file-write* (subpath "/Users/mira/.claude/projects"'),
  )
  expect(at('(allow file-read* (subpath "/Users/mira/.ssh/known_hosts"))')).toBeGreaterThan(
    at('(deny file-read* file-write* (subpath "/Users/mira/.ssh"))'),
  )
})

test('no path can end its string and begin a rule', () => {
  const evil = { ...layout, hidden: [{ kind: 'keys' as const, path: '/a") (allow file*) ("\\' }] }
  const line = seatbeltProfile(evil)
    .split('\n')
    .find((one) => one.includes('"/a'))
  expect(line).toBe('(deny file-read* file-write* (subpath "/a\\") (allow file*) (\\"\\\\"))')
})

test('the program keeps its words, its environment and nothing of a shell', () => {
  const inner = { command: '/bin/x', args: ['-c', 'a b'], cwd: '/', env: { A: 'b' } }
  expect(seatbelted('/usr/bin/sandbox-exec', layout, inner)).toEqual({
    command: '/usr/bin/sandbox-exec',
    args: ['-p', seatbeltProfile(layout), '/bin/x', '-c', 'a b'],
    cwd: layout.project,
    env: { A: 'b' },
  })
})
