import { expect, test } from 'vitest'
import { bubblewrapped, probeArguments } from './bubblewrap.ts'
import type { Layout, Mount } from './layout.ts'

const inner = { command: '/bin/agent', args: ['--a', '-- b'], cwd: '/p', env: { HOME: '/h' } }

function words(mounts: readonly Mount[], project = '/p'): string[] {
  const nothing = { writable: [], readOnly: [], own: [], hidden: [], letThrough: [], refused: [] }
  const layout: Layout = { project, mounts, ...nothing }
  const [list] = bubblewrapped('/usr/bin/bwrap', layout, inner).inherited ?? []
  return (list?.toString('utf8') ?? '').split('\0').slice(0, -1)
}

const hasRow = (list: readonly string[], ...row: string[]) =>
  list.some((_, at) => row.every((word, offset) => list[at + offset] === word))

test('the probe has every wall of a start', () => {
  const started = words([])
  for (const word of ['--unshare-user', '--unshare-pid', '--unshare-ipc', '--die-with-parent']) {
    expect(started).toContain(word)
    expect(probeArguments).toContain(word)
  }
  for (const list of [started, probeArguments]) {
    expect(hasRow(list, '--cap-drop', 'ALL')).toBe(true)
    expect(hasRow(list, '--ro-bind', '/', '/')).toBe(true)
    expect(hasRow(list, '--proc', '/proc')).toBe(true)
    expect(list).not.toContain('--share-net')
  }
})

test('the program’s own words stand after the end of options, the layout in a file', () => {
  const made = bubblewrapped(
    '/usr/bin/bwrap',
    {
      project: '/p',
      mounts: [],
      writable: [],
      readOnly: [],
      own: [],
      hidden: [],
      letThrough: [],
      refused: [],
    },
    inner,
  )
  expect(made.args).toEqual(['--args', '3', '--', '/bin/agent', '--a', '-- b'])
  expect(made).toMatchObject({ command: '/usr/bin/bwrap', cwd: '/', env: { HOME: '/h' } })
})

test('each kind of mount has its words, in the order of the layout', () => {
  const made = words([
    { kind: 'memory', path: '/h' },
    { kind: 'folder', path: '/h/.config' },
    { kind: 'read', path: '/h/-x' },
    { kind: 'link', path: '/h/l', target: '../t' },
    { kind: 'empty-folder', path: '/data/keys' },
    { kind: 'empty-file', path: '/data/token' },
    { kind: 'write', path: '/p' },
  ])
  const from = made.indexOf('/h') - 1
  expect(made.slice(from)).toEqual([
    ...['--tmpfs', '/h', '--dir', '/h/.config', '--ro-bind-try', '/h/-x', '/h/-x'],
    ...['--symlink', '../t', '/h/l', '--tmpfs', '/data/keys', '--remount-ro', '/data/keys'],
    ...['--ro-bind', '/dev/null', '/data/token', '--bind', '/p', '/p', '--chdir', '/p'],
  ])
})

test('copies are files of their own, numbered as they are handed over', () => {
  const copies: Mount[] = ['a', 'b'].map((name) => ({
    ...{ kind: 'copy', path: `/h/${name}` },
    content: Buffer.from(name),
  }))
  const layout: Layout = {
    ...{ project: '/p', mounts: copies, writable: [], readOnly: [], own: [] },
    ...{ hidden: [], letThrough: [], refused: [] },
  }
  const made = bubblewrapped('/usr/bin/bwrap', layout, inner)
  expect(hasRow(words(copies), '--file', '4', '/h/a', '--file', '5', '/h/b')).toBe(true)
  expect(made.inherited?.slice(1).map(String)).toEqual(['a', 'b'])
})
