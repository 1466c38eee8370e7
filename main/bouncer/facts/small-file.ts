import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs'

/** Reads a regular file of bounded size; null for anything else. Never opens a device or a pipe. */
export function readSmallFile(path: string, mostBytes: number): Buffer | null {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found?.isFile() || found.size > mostBytes) return null
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  try {
    const { size } = fstatSync(file)
    if (!fstatSync(file).isFile() || size > mostBytes) return null
    const bytes = Buffer.alloc(size)
    let at = 0
    while (at < size) {
      const read = readSync(file, bytes, at, size - at, at)
      if (read === 0) break
      at += read
    }
    return bytes.subarray(0, at)
  } finally {
    closeSync(file)
  }
}

/** Like `readSmallFile`, as text; null too when it cannot be read. */
export function readSmallText(path: string, mostBytes: number): string | null {
  try {
    return readSmallFile(path, mostBytes)?.toString('utf8') ?? null
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}
