import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { startErrors } from '../../../shared/app/errors.ts'
import { brand } from '../../../shared/brand.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { replaceFile } from '../../kit/atomic-file.ts'
import { isAlive } from '../../kit/is-alive.ts'
import { makeFolder } from '../../kit/make-folder.ts'
import { ownerFiles } from '../../kit/owner-files.ts'
import { readPlainText } from '../../kit/plain-file.ts'
import { systemCode } from '../../kit/system-code.ts'
import { type HeldSocket, holdSocket } from './owner-socket.ts'

/** Who holds a home folder; written for people, the system's lock is what counts. */
export interface HomeOwner {
  readonly pid: number
  /** Start of the process, milliseconds since the epoch. */
  readonly startedAt: number
  readonly host: 'desktop' | 'browser'
}

/** One owner process per home folder. */
export interface HomeLock {
  /** Who ended without letting go, such as after kill -9; null after an orderly end. */
  readonly leftover: HomeOwner | null
  release(): Promise<void>
}

const busy = 5
const ownerWaitMs = 50
const ownerTries = 10
const hostWords = { desktop: 'desktop window', browser: 'browser mode' } as const

/**
 * Takes the home folder for this process or says who has it. Two things show the owner, and both end
 * with its process however that ends, so nothing stale can stay and a process id that was given out
 * anew means nothing: a lock of the system on a file (held through SQLite, because Node offers no other
 * way), which two starting at once cannot both get, and a socket file that answers, which stays when
 * something in the owner's process opens and closes the locked file and so lets the lock go.
 */
export async function lockHome(wanted: {
  readonly home: string
  readonly host: HomeOwner['host']
  /** What is not done where the home cannot be written, for its sentence: “started” unless said. */
  readonly done?: string
}): Promise<Result<HomeLock, Failure>> {
  const { home, host, done = 'started' } = wanted
  const ownerPath = join(home, ownerFiles.name)
  try {
    await makeFolder(join(home, 'desktop'), 0o700)
    const held = await takeBoth(home)
    if (held === null) return err(await inUse(home, ownerPath))
    const leftover = await readOwner(ownerPath)
    await writeOwner(ownerPath, host)
    const release = async () => {
      if (!held.lock.isOpen) return
      await rm(ownerPath, { force: true })
      await held.socket.release()
      held.lock.close()
    }
    return ok({ leftover, release })
  } catch (error) {
    const slots = { home, done, cause: causeOf(error) }
    return err(failure(startErrors, 'start.home-unwritable', slots))
  }
}

interface Held {
  readonly lock: DatabaseSync
  readonly socket: HeldSocket
}

/** Null when another process has either; the lock keeps two from trying the socket at once. */
async function takeBoth(home: string): Promise<Held | null> {
  const lock = takeLock(join(home, ownerFiles.lock))
  if (lock === null) return null
  try {
    const socket = await holdSocket(join(home, ownerFiles.socket))
    if (socket !== null) return { lock, socket }
    lock.close()
    return null
  } catch (error) {
    lock.close()
    throw error
  }
}

/** Null when another process holds it; throws when there can be no lock. */
function takeLock(path: string): DatabaseSync | null {
  const lock = new DatabaseSync(path, { timeout: 0 })
  try {
    // Taken for good: the transaction never ends, and nothing is ever written, not even a journal, so that it needs no room on a full disk.
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return null
    throw error
  }
}

function causeOf(error: unknown): string {
  const isSqlite = error instanceof Error && 'errstr' in error
  return isSqlite ? String(error.errstr) : systemCode(error)
}

/** What the system says when there is no room. */
const noRoom = /^(?:ENOSPC|EDQUOT)$/

async function writeOwner(path: string, host: HomeOwner['host']): Promise<void> {
  const startedAt = Math.round(Date.now() - process.uptime() * 1_000)
  const owner: HomeOwner = { pid: process.pid, startedAt, host }
  try {
    await replaceFile(path, `${JSON.stringify(owner)}\n`, { isDurable: false })
  } catch (error) {
    // It is for people; what makes room again, such as erasing, must not wait for it.
    if (!noRoom.test(systemCode(error))) throw error
    await rm(path, { force: true })
  }
}

/** Who wrote the owner's file of a home; null when it is missing or half a file. */
export async function readOwner(path: string): Promise<HomeOwner | null> {
  try {
    const { pid, startedAt, host } = JSON.parse(await readPlainText(path)) as Partial<HomeOwner>
    const isOwner = typeof pid === 'number' && typeof startedAt === 'number'
    return isOwner && (host === 'desktop' || host === 'browser') ? { pid, startedAt, host } : null
  } catch {
    // Missing or half a file: who held it cannot be told, and nothing depends on it.
    return null
  }
}

/** Names the owner; one that has just taken the lock writes its name a moment later. */
async function inUse(home: string, ownerPath: string): Promise<Failure> {
  let owner = await readOwner(ownerPath)
  for (let tries = 1; tries < ownerTries && !(owner && isAlive(owner.pid)); tries += 1) {
    await wait(ownerWaitMs)
    owner = await readOwner(ownerPath)
  }
  const host = owner ? hostWords[owner.host] : 'unnamed'
  const pid = owner?.pid ?? 'unknown'
  return failure(startErrors, 'start.home-in-use', { home, app: brand.name, host, pid })
}

/** Tells in one notice that the last run did not end in order. */
export function leftoverSentence({ pid, startedAt, host }: HomeOwner): string {
  const since = new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ')
  return `The last run (${hostWords[host]}, process ${pid}, started ${since} UTC) ended without closing. What it had written is kept and was checked. Nothing needs to be done.`
}
