import fs from 'node:fs'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { systemCode } from './system-code.ts'

/** Writes part of a buffer at a position and resolves with the bytes written; may write less than asked. */
export type WriteAt = (fd: number, bytes: Uint8Array, position: number) => Promise<number>

/** The problem reported when someone else shortened, lengthened, removed or moved the open file. */
export const FILE_CHANGED = 'FILE_CHANGED'

/** An append-only file of lines, readable by its owner only; one writer at a time. */
export interface LineFile {
  readonly path: string
  /** Bytes of complete, confirmed appends. */
  readonly bytes: number
  /** Resolves after write(2) took every byte; on failure (a system code) nothing of `bytes` stays in the file. */
  append(bytes: Uint8Array): Promise<Result<void, string>>
  /** Brings what was appended to the disk; rejects with the system's error. */
  sync(): Promise<void>
  close(): Promise<void>
}

const writeAt: WriteAt = (fd, bytes, position) =>
  new Promise((resolve, reject) => {
    fs.write(fd, bytes, 0, bytes.length, position, (error, written) =>
      error ? reject(error) : resolve(written),
    )
  })

const settle = (run: (done: (error: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    run((error) => (error ? reject(error) : resolve()))
  })

async function writeAll(fd: number, bytes: Uint8Array, place: { at: number; write: WriteAt }) {
  let done = 0
  while (done < bytes.length) {
    const rest = done === 0 ? bytes : bytes.subarray(done)
    const written = await place.write(fd, rest, place.at + done)
    if (written === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' })
    done += written
  }
}

/** Opens or creates the file (0600) and cuts it to `keepBytes` when given; rejects with the system's error. */
export async function openLineFile(options: {
  readonly path: string
  readonly keepBytes?: number
  readonly write?: WriteAt
}): Promise<LineFile> {
  const { path, keepBytes, write = writeAt } = options
  const { O_RDWR, O_CREAT, O_NONBLOCK = 0 } = fs.constants
  const flags = O_RDWR | O_CREAT | O_NONBLOCK
  const fd = await new Promise<number>((resolve, reject) => {
    fs.open(path, flags, 0o600, (error, opened) => (error ? reject(error) : resolve(opened)))
  })
  let bytes = 0
  let isRagged = false
  try {
    const found = fs.fstatSync(fd)
    if (!found.isFile()) throw Object.assign(new Error('no plain file'), { code: 'EFTYPE', path })
    fs.fchmodSync(fd, 0o600)
    bytes = found.size
    if (keepBytes !== undefined && keepBytes < bytes) {
      await settle((done) => fs.ftruncate(fd, keepBytes, done))
      bytes = keepBytes
    }
  } catch (error) {
    fs.closeSync(fd)
    throw error
  }

  const cutBack = async () => {
    isRagged = true
    await settle((done) => fs.ftruncate(fd, bytes, done))
    isRagged = false
  }

  const isChanged = () => {
    const { dev, ino, size } = fs.fstatSync(fd)
    // What is written to a file that was moved away is found by nobody who reads the record.
    const named = fs.statSync(path, { throwIfNoEntry: false })
    return size !== bytes || named?.ino !== ino || named.dev !== dev
  }

  return {
    path,
    get bytes() {
      return bytes
    },
    async append(added) {
      try {
        if (isRagged) await cutBack()
        if (isChanged()) return err(FILE_CHANGED)
      } catch (error) {
        return err(systemCode(error))
      }
      try {
        await writeAll(fd, added, { at: bytes, write })
        bytes += added.length
        return ok(undefined)
      } catch (error) {
        // A tail that cannot be cut now is cut before the next append; until then it is no line of ours.
        await cutBack().catch(() => undefined)
        return err(systemCode(error))
      }
    },
    sync: () => settle((done) => fs.fdatasync(fd, done)),
    close: () => settle((done) => fs.close(fd, done)),
  }
}
