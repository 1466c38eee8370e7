import { join } from 'node:path'
import { isThere } from './is-there.ts'
import { openPlainFile } from './plain-file.ts'
import { isMissing } from './system-code.ts'

/** Bytes of a file in one answer; a frame of the socket holds them in base64. */
const partBytes = 384 * 1024

/** A piece of a file that a client fetches, and where the next one begins; null behind the last. */
export interface FilePart {
  readonly base64: string
  readonly next: number | null
}

/** Reads the piece of a file from an offset in bytes on; null where the file is gone. */
export async function readPart(path: string, offset: number): Promise<FilePart | null> {
  try {
    const file = await openPlainFile(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(partBytes), 0, partBytes, offset)
      const end = offset + bytesRead
      const isLast = end >= (await file.stat()).size
      return { base64: buffer.toString('base64', 0, bytesRead), next: isLast ? null : end }
    } finally {
      await file.close()
    }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** `stem-2026-11-21.ending` by the day of `now`, with a number where that is taken. */
export async function freeName(
  folder: string,
  { stem, ending, now }: { readonly stem: string; readonly ending: string; readonly now: number },
): Promise<string> {
  const dated = `${stem}-${new Date(now).toISOString().slice(0, 10)}`
  for (let number = 1; ; number += 1) {
    const name = `${dated}${number === 1 ? '' : `-${number}`}.${ending}`
    if (!(await isThere(join(folder, name)))) return name
  }
}
