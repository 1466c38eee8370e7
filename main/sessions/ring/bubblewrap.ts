import type { ProgramRequest } from '../../kit/spawn.ts'
import type { Layout, Mount } from './layout.ts'

/** Folders that begin empty for each run: sockets of displays, buses and daemons lie in the first. */
export const ownFolders = ['/run', '/tmp', '/var/tmp'] as const

/** What stays of `/run`: how names of hosts are found, and the programs of NixOS. */
export const keptOfRun = [
  '/run/systemd/resolve',
  '/run/resolvconf',
  '/run/NetworkManager/resolv.conf',
  '/run/NetworkManager/no-stub-resolv.conf',
  '/run/current-system',
  '/run/booted-system',
  '/run/opengl-driver',
] as const

/**
 * What every start has, the probe included: namespaces of its own for users, processes, names and
 * shared memory, no capabilities, and an end together with the app (bwrap(1)).
 */
const apart = [
  '--unshare-user',
  '--unshare-pid',
  '--unshare-ipc',
  '--unshare-uts',
  '--unshare-cgroup-try',
  '--die-with-parent',
  // An account that is root would keep them.
  ...['--cap-drop', 'ALL'],
  ...['--ro-bind', '/', '/'],
  ...['--dev', '/dev'],
  ...['--proc', '/proc'],
  ...['--tmpfs', '/run'],
  ...['--tmpfs', '/tmp'],
] as const

/** The arguments of a start that does nothing, by which it is found out whether a ring can be had. */
export const probeArguments: readonly string[] = [...apart, '--chdir', '/', '--', 'true']

/** The first number of a file that the program inherits; 0 to 2 are its own. */
const FIRST_FILE = 3

/**
 * The program in the ring: bubblewrap with the layout in a file of its own, so that it is no part of
 * what `ps` shows and has no limit of length. Nothing here is read by a shell.
 */
export function bubblewrapped(
  bubblewrap: string,
  layout: Layout,
  inner: ProgramRequest,
): ProgramRequest {
  const copies: Buffer[] = []
  const mounts = layout.mounts.flatMap((mount) => mountArguments(mount, copies))
  const words = [...apart, ...ownTemporary, ...mounts, '--chdir', layout.project]
  // It would end a word and begin another; no file system has such a name.
  if (words.some((word) => word.includes('\0'))) throw new Error('a path holds a NUL')
  return {
    command: bubblewrap,
    args: ['--args', String(FIRST_FILE), '--', inner.command, ...inner.args],
    // The folder that bubblewrap itself starts in is not the agent's; `--chdir` is.
    cwd: '/',
    env: inner.env,
    inherited: [Buffer.from(words.map((word) => `${word}\0`).join('')), ...copies],
  }
}

const ownTemporary = ['--tmpfs', '/var/tmp', ...keptOfRun.flatMap(readIfThere)]

function readIfThere(path: string): string[] {
  return ['--ro-bind-try', path, path]
}

function mountArguments(mount: Mount, copies: Buffer[]): string[] {
  const { path } = mount
  switch (mount.kind) {
    case 'read':
      return readIfThere(path)
    case 'write':
      return ['--bind', path, path]
    case 'memory':
      return ['--tmpfs', path]
    case 'folder':
      return ['--dir', path]
    case 'empty-folder':
      return ['--tmpfs', path, '--remount-ro', path]
    case 'empty-file':
      return ['--ro-bind', '/dev/null', path]
    case 'link':
      return ['--symlink', mount.target, path]
    case 'copy':
    case 'copy-over':
      copies.push(mount.content)
      return [
        mount.kind === 'copy' ? '--file' : '--bind-data',
        String(FIRST_FILE + copies.length),
        path,
      ]
  }
}
