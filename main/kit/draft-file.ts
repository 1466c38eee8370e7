import { randomBytes } from 'node:crypto'
import { constants, type FileHandle, link, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isAlive } from './is-alive.ts'
import { isThere } from './is-there.ts'
import { isMissing, systemCode } from './system-code.ts'

/** A new file that is being written beside the name it will have. */
export interface DraftFile {
  readonly handle: FileHandle
  /** Puts it on the disk and gives it its name; rejects with the abort or the system's error, `EEXIST` where something lies there. */
  keep(signal?: AbortSignal): Promise<void>
  /** Closes it and removes what has no name yet. */
  end(): Promise<void>
}

/** Opens a draft (0600) of a new file in its folder; rejects with the system's error, `EEXIST` where anything lies at the path, a link too. */
export async function openDraft(path: string): Promise<DraftFile> {
  if (await isThere(path)) throw alreadyThere(path)
  await dropAbandoned(path)
  const draft = `${path}.${process.pid}-${randomBytes(6).toString('hex')}.part`
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants
  const handle = await open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  return {
    handle,
    async keep(signal) {
      await handle.sync()
      signal?.throwIfAborted()
      await nameWhole(draft, path)
    },
    async end() {
      await handle.close()
      await rm(draft, { force: true })
    },
  }
}

/** Removes drafts of the same file whose writer was killed; their names say who wrote them. */
async function dropAbandoned(path: string): Promise<void> {
  const stem = `${basename(path)}.`
  for (const name of await namesIn(dirname(path))) {
    const pid = name.startsWith(stem) ? draftEnding.exec(name.slice(stem.length))?.[1] : undefined
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(dirname(path), name), { force: true })
    }
  }
}

const draftEnding = /^([1-9]\d{0,9})-[0-9a-f]{12}\.part$/

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    // A folder that can be written to and not be listed, or none: opening the draft tells.
    if (isMissing(error) || ['EACCES', 'EPERM', 'ENOTDIR'].includes(systemCode(error))) return []
    throw error
  }
}

function alreadyThere(path: string): Error {
  return Object.assign(new Error(`${path} is there already`), { code: 'EEXIST' })
}

/** Gives the draft its name without replacing what came there meanwhile. */
async function nameWhole(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path)
  } catch (error) {
    // Some file systems have no second names.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(systemCode(error))) throw error
    // The name is taken first by an empty file of ours, so that nothing else is replaced.
    await (await open(path, 'wx', 0o600)).close()
    await rename(draft, path)
  }
}
