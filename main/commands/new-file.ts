import { randomBytes } from 'node:crypto'
import { link, open, rename, rm, stat } from 'node:fs/promises'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { systemCode } from '../kit/system-code.ts'

/** Writes a new file (0600) that has its name only when it is whole; fails with a system code, `EEXIST` where something lies there. */
export async function writeNewFile(
  path: string,
  texts: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<Result<{ readonly bytes: number }, string>> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`
  try {
    if (await exists(path)) return err('EEXIST')
    const file = await open(draft, 'wx', 0o600)
    try {
      for await (const text of texts) {
        signal.throwIfAborted()
        await file.appendFile(text)
      }
      await file.sync()
      signal.throwIfAborted()
      const { size: bytes } = await file.stat()
      await nameWhole(draft, path)
      return ok({ bytes })
    } finally {
      await file.close()
    }
  } catch (error) {
    return err(signal.aborted ? 'STOPPED' : systemCode(error))
  } finally {
    await rm(draft, { force: true })
  }
}

/** Gives the draft its name without replacing what came there meanwhile. */
async function nameWhole(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path)
  } catch (error) {
    // Some file systems have no second names.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(systemCode(error))) throw error
    await rename(draft, path)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
