import { randomBytes } from 'node:crypto'
import { constants, type FileHandle, link, open, rename, rm } from 'node:fs/promises'
import { isThere } from './is-there.ts'
import { systemCode } from './system-code.ts'

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
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`
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
