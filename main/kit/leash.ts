import type { Spawn } from './spawn.ts'

/** Holds a program to this app's life. */
export interface Leash {
  /** To be called once the program has ended by itself. */
  release(): void
}

/** Waits for the end of its input, which comes when the app is gone, however it went. */
const script = 'read -r _; kill -TERM "-$1"; sleep 2; kill -KILL "-$1"'

/**
 * Ends the process group of a program when this app dies, also by SIGKILL; what has left the group stays.
 * Does nothing on Windows. Starts one small shell a program.
 */
export async function leash(
  spawn: Spawn,
  pid: number,
  platform = process.platform,
): Promise<Leash> {
  if (platform === 'win32') return { release: () => undefined }
  const started = await spawn.start({
    command: '/bin/sh',
    args: ['-c', script, 'leash', String(pid)],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
  })
  return { release: () => started.ok && started.value.signal('SIGKILL') }
}
