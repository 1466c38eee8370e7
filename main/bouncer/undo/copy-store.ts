import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Copy, CopyId } from '../../../shared/bouncer/undo.ts'
import { isMissing } from '../../kit/system-code.ts'
import { createTurns } from '../../kit/turns.ts'
import { copyIds, readHead } from './kept-files.ts'
import type { StorePlaces } from './kept-things.ts'

/** All copies of this machine; one piece of work on them at a time. */
export interface CopyStore {
  /** Newest first. */
  list(): readonly Copy[]
  find(id: CopyId): Copy | undefined
  /** Bytes that the store takes on the disk. */
  bytes(): Promise<number>
  /** Runs work while nothing else touches the store. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Reads the heads of all copies anew. */
  load(): Promise<void>
  /** Takes a copy out of the list; its contents go with the next sweep. Call within `alone`. */
  remove(id: CopyId): Promise<void>
}

/** Opens a store with nothing in it; `load` reads what is there. */
export function createCopyStore(places: StorePlaces): CopyStore {
  let copies: readonly Copy[] = []

  const load = async () => {
    const heads = await Promise.all((await copyIds(places)).map((id) => readHead(places, id)))
    copies = heads.filter((copy) => copy !== null).sort((a, b) => b.madeAt - a.madeAt)
  }

  return {
    list: () => copies,
    find: (id) => copies.find((copy) => copy.id === id),
    bytes: () => sizeOf(places),
    load,
    alone: createTurns(),
    async remove(id) {
      // The head first: without it the rest counts for nothing.
      await rm(places.copyFile(id), { force: true })
      await rm(places.entriesFile(id), { force: true })
      copies = copies.filter((copy) => copy.id !== id)
    },
  }
}

async function sizeOf({ copies, entries, packs }: StorePlaces): Promise<number> {
  const sizes = await Promise.all([copies, entries, packs].map(sizeIn))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function sizeIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
