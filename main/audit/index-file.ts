import { createHmac, timingSafeEqual } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import type { Secret } from '../../shared/kit/secret.ts'
import { replaceFile } from '../kit/atomic-file.ts'
import { readPlainFile } from '../kit/plain-file.ts'
import { type Columns, numberColumns, type WordColumn, wordColumns } from './columns.ts'
import { indexPath, type Segment } from './segments.ts'

/** Derived columns of one file of the record, kept beside it: never trusted to verify anything, made anew when they do not fit. */
export interface IndexFiles {
  /** Null where there is none, or one that does not fit its file. */
  load(segment: Segment): Promise<Columns | null>
  /** Fails silently to the caller: without the file the columns are collected again next time. */
  save(segment: Segment, columns: Columns): Promise<boolean>
  /** Removes the index of a file of the record. */
  drop(segment: Segment): Promise<void>
}

const macBytes = 32
const lengthBytes = 4
const align = 8

const headSchema = z.object({
  format: z.literal('audit-index'),
  version: z.literal(1),
  rows: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** What the file of the record was when it was read. */
  file: z.string(),
  words: z.record(z.enum(wordColumns), z.array(z.string())),
})

async function identityOf(path: string): Promise<string> {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true })
  return `${size} ${mtimeNs} ${ino}`
}

const upTo = (bytes: number) => Math.ceil(bytes / align) * align

type Names = keyof typeof numberColumns
const names = Object.keys(numberColumns) as Names[]

function bodyOf(columns: Columns, file: string): Buffer {
  const { rows, bytes, words, numbers } = columns
  const head = { format: 'audit-index', version: 1, rows, bytes, file, words }
  const text = Buffer.from(JSON.stringify(head))
  const from = upTo(macBytes + lengthBytes + text.length) - macBytes
  const start = Buffer.alloc(from)
  start.writeUInt32LE(text.length, 0)
  text.copy(start, lengthBytes)
  const parts = names.map((name) => {
    const { buffer, byteOffset, byteLength } = numbers[name]
    const padded = Buffer.alloc(upTo(byteLength))
    padded.set(new Uint8Array(buffer, byteOffset, byteLength))
    return padded
  })
  return Buffer.concat([start, ...parts])
}

/** Takes the columns out of a file without copying them; null when they cannot be what they say. */
function columnsIn(body: Buffer, file: string): Columns | null {
  const length = body.readUInt32LE(0)
  const text = body.toString('utf8', lengthBytes, lengthBytes + length)
  const head = headSchema.safeParse(JSON.parse(text))
  if (!head.success || head.data.file !== file) return null
  const { rows, bytes, words } = head.data
  let at = body.byteOffset + upTo(macBytes + lengthBytes + length) - macBytes
  const end = body.byteOffset + body.length
  const numbers: Partial<Record<Names, Columns['numbers'][Names]>> = {}
  for (const name of names) {
    const size = numberColumns[name]
    if (at + size * rows > end) return null
    numbers[name] = viewOf(body.buffer, { at, rows, size })
    at += upTo(size * rows)
  }
  const columns = { rows, bytes, words, numbers: numbers as Columns['numbers'] }
  return isSound(columns) ? columns : null
}

function viewOf(
  buffer: ArrayBufferLike,
  { at, rows, size }: { at: number; rows: number; size: number },
) {
  if (size === 8) return new Float64Array(buffer, at, rows)
  return size === 4 ? new Uint32Array(buffer, at, rows) : new Uint8Array(buffer, at, rows)
}

/** True when the rows account for every byte of the file, one behind the other, and point to words that are there. */
function isSound({ rows, bytes, numbers, words }: Columns): boolean {
  const { offset, length } = numbers
  let due = 0
  for (let row = 0; row < rows; row += 1) {
    if (offset[row] !== due) return false
    due += (length[row] ?? 0) + 1
  }
  return (
    due === bytes && wordColumns.every((name: WordColumn) => pointsWell(numbers[name], words[name]))
  )
}

function pointsWell(column: Columns['numbers'][Names], words: readonly string[]): boolean {
  for (let row = 0; row < column.length; row += 1) {
    if ((column[row] ?? 0) >= words.length) return false
  }
  return true
}

/** Creates the index files; `key` keeps others from putting one there where a keychain holds it. */
export function createIndexFiles(key: Secret | null): IndexFiles {
  const macOf = (body: Buffer) =>
    createHmac('sha256', `audit-index ${key?.expose() ?? ''}`)
      .update(body)
      .digest()

  const read = async (segment: Segment): Promise<Columns | null> => {
    const found = await readPlainFile(indexPath(segment.path)).catch(() => null)
    if (!found || found.length < macBytes + lengthBytes) return null
    // Columns must lie aligned: a small file may lie anywhere in a buffer that many share.
    const isAligned = found.byteOffset % align === 0
    const whole = isAligned ? found : Buffer.from(new Uint8Array(found).buffer)
    const body = whole.subarray(macBytes)
    if (!timingSafeEqual(whole.subarray(0, macBytes), macOf(body))) return null
    const columns = columnsIn(body, await identityOf(segment.path))
    return columns?.bytes === segment.bytes ? columns : null
  }

  return {
    async load(segment) {
      try {
        return await read(segment)
      } catch {
        // Whatever is wrong with it, the file of the record is there to be read again.
        return null
      }
    },
    async save(segment, columns) {
      try {
        const body = bodyOf(columns, await identityOf(segment.path))
        const contents = Buffer.concat([macOf(body), body])
        await replaceFile(indexPath(segment.path), contents, { isDurable: false })
        return true
      } catch {
        // A full disk keeps no index; the record is read instead.
        return false
      }
    },
    drop: (segment) => rm(indexPath(segment.path), { force: true }),
  }
}
