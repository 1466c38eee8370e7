import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../../kit/atomic-file.ts'
import { makeFolderSync } from '../../kit/make-folder.ts'
import { isMissing } from '../../kit/system-code.ts'

/** Where the contents with a hash lie. */
export interface PoolPlace {
  readonly pack: string
  readonly offset: number
  readonly size: number
}

/** Contents by their SHA-256, in packs: one file and one sync a copy, however many files it has. */
export interface Pool {
  readonly places: ReadonlyMap<string, PoolPlace>
  /** The contents, checked against their hash; null where they are not there or damaged. */
  read(hash: string): Buffer | null
}

type Row = readonly [hash: string, offset: number, size: number]

/** Reads the lists of all packs in a folder. */
export function openPool(folder: string): Pool {
  const places = new Map<string, PoolPlace>()
  for (const name of packNames(folder)) {
    for (const [hash, offset, size] of readRows(join(folder, `${name}.json`))) {
      if (!places.has(hash)) places.set(hash, { pack: name, offset, size })
    }
  }
  return {
    places,
    read(hash) {
      const place = places.get(hash)
      const bytes = place ? readAt(join(folder, `${place.pack}.pack`), place) : null
      return bytes && createHash('sha256').update(bytes).digest('hex') === hash ? bytes : null
    },
  }
}

/** Names of the packs whose list was written; others are leftovers of a copy that did not come to its end. */
export function packNames(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
    return names.map((name) => name.slice(0, -'.json'.length))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** The contents that a pack lists. */
export function readRows(path: string): readonly Row[] {
  try {
    const rows: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return Array.isArray(rows) ? rows.filter(isRow) : []
  } catch (error) {
    if (error instanceof Error) return []
    throw error
  }
}

function isRow(row: unknown): row is Row {
  return Array.isArray(row) && typeof row[0] === 'string' && row.length === 3
}

function readAt(path: string, { offset, size }: PoolPlace): Buffer | null {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(size)
      return readSync(file, bytes, 0, size, offset) === size ? bytes : null
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/** Takes in new contents and gives them to the pool in one step. */
export interface PackWriter {
  /** Bytes written so far. */
  readonly bytes: number
  /** Takes in contents; those that the pool has already cost nothing. */
  add(bytes: Uint8Array): string
  /** The same for a file, read piece by piece and never through a link; throws the system's error. */
  addFile(path: string): { readonly hash: string; readonly size: number }
  /** The same for what comes in pieces; `keep` false takes it back. */
  addPieces(): { take(part: Uint8Array): void; end(keep: boolean): string }
  /** Makes it durable and visible; rejects with the system's error. */
  finish(): Promise<void>
  /** Leaves nothing behind. */
  abandon(): void
}

const PIECE = 1024 * 1024

/** Begins a pack; nothing of it counts before `finish`. */
export function createPackWriter(folder: string, name: string, pool: Pool): PackWriter {
  makeFolderSync(folder, 0o700)
  const draft = join(folder, `${name}.pack.tmp`)
  const file = openSync(draft, 'wx', 0o600)
  const rows = new Map<string, Row>()
  let end = 0

  const addPieces = () => {
    const start = end
    const hash = createHash('sha256')
    return {
      take(part: Uint8Array) {
        hash.update(part)
        for (let at = 0; at < part.length; ) {
          at += writeSync(file, part, at, part.length - at, end + at)
        }
        end += part.length
      },
      end(keep: boolean) {
        const id = hash.digest('hex')
        const isNew = keep && !rows.has(id) && !pool.places.has(id)
        if (isNew) rows.set(id, [id, start, end - start])
        else {
          ftruncateSync(file, start)
          end = start
        }
        return id
      },
    }
  }

  return {
    get bytes() {
      return end
    },
    addPieces,
    add(bytes) {
      const pieces = addPieces()
      pieces.take(bytes)
      return pieces.end(true)
    },
    addFile(path) {
      const source = openSync(
        path,
        constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
      )
      try {
        if (!fstatSync(source).isFile()) throw new Error(`${path} is no file any more`)
        const pieces = addPieces()
        const buffer = Buffer.alloc(Math.min(PIECE, fstatSync(source).size + 1))
        let size = 0
        for (;;) {
          const read = readSync(source, buffer, 0, buffer.length, null)
          if (read === 0) break
          pieces.take(buffer.subarray(0, read))
          size += read
        }
        return { hash: pieces.end(true), size }
      } finally {
        closeSync(source)
      }
    },
    async finish() {
      fsyncSync(file)
      closeSync(file)
      if (rows.size === 0) return rmSync(draft, { force: true })
      renameSync(draft, join(folder, `${name}.pack`))
      // Its list makes it count, and is synced with the folder.
      await replaceFile(join(folder, `${name}.json`), JSON.stringify([...rows.values()]))
    },
    abandon() {
      closeSync(file)
      rmSync(draft, { force: true })
    },
  }
}
