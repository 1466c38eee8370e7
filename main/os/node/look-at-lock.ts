import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from '../../kit/is-alive.ts'
import { ownerFiles } from '../../kit/owner-files.ts'
import { isMissing } from '../../kit/system-code.ts'
import { type HomeOwner, readOwner } from './home-lock.ts'
import { answersAt } from './owner-socket.ts'

/** The bytes of a file that SQLite's exclusive lock covers, with others before them. */
const locked = { first: 1_073_741_826, last: 1_073_742_335 }

/** Who has a home, as its files and the system tell without the lock being touched. */
export interface HomeHolder {
  /** Null when nobody runs on it. */
  readonly running: HomeOwner | null
  /** True when the last one ended without letting go. */
  readonly endedBadly: boolean
}

/** Says who runs on a home; takes no lock and writes nothing. */
export async function lookAtHolder(home: string): Promise<HomeHolder> {
  const owner = await readOwner(join(home, ownerFiles.name))
  const lock = await lockHolder(join(home, ownerFiles.lock))
  const isHeld = (await answersAt(join(home, ownerFiles.socket))) || isLocked(lock, owner)
  if (!isHeld) return { running: null, endedBadly: owner !== null }
  const unnamed: HomeOwner = {
    pid: typeof lock === 'number' ? lock : 0,
    startedAt: 0,
    host: 'browser',
  }
  return { running: owner ?? unnamed, endedBadly: false }
}

function isLocked(lock: number | null | 'unknown', owner: HomeOwner | null): boolean {
  // Without a table of locks the owner's file is all there is; its process may be another one by now.
  return lock === 'unknown' ? owner !== null && isAlive(owner.pid) : lock !== null
}

/** The process that holds the lock; null when nobody does, `unknown` where the system keeps no table. */
async function lockHolder(path: string): Promise<number | null | 'unknown'> {
  try {
    const { ino } = await stat(path)
    const table = await readFile('/proc/locks', 'utf8')
    return holderIn(table, ino)
  } catch (error) {
    if (!isMissing(error)) throw error
    // Either nobody ever had the home, or this is no Linux.
    return process.platform === 'linux' ? null : 'unknown'
  }
}

/** Lines are `1: POSIX  ADVISORY  WRITE 4242 fd:01:131073 1073741824 1073742335`. */
function holderIn(table: string, inode: number): number | null {
  for (const line of table.split('\n')) {
    const [, , , kind, pid, file = '', start, end] = line.trim().split(/\s+/)
    const covers = Number(start) <= locked.first && Number(end) >= locked.last
    // The device is left out: overlay file systems show another one here.
    if (kind === 'WRITE' && covers && file.endsWith(`:${inode}`)) return Number(pid)
  }
  return null
}
