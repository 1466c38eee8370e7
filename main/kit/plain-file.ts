import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** Opens a file for reading; rejects with the code `EFTYPE` for a folder, a device or a pipe, which is never waited for. */
export async function openPlainFile(path: string): Promise<FileHandle> {
  // A reader of a pipe waits for a writer, holds a thread of Node meanwhile, and even the process cannot end.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    if ((await handle.stat()).isFile()) return handle
    throw Object.assign(new Error(`${path} is no plain file.`), { code: 'EFTYPE', path })
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** The bytes of a file; rejects as `openPlainFile` does. */
export async function readPlainFile(path: string): Promise<Buffer> {
  const handle = await openPlainFile(path)
  try {
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

/** The text of a file in UTF-8; rejects as `openPlainFile` does. */
export async function readPlainText(path: string): Promise<string> {
  return (await readPlainFile(path)).toString('utf8')
}
