import { lstatSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { copyIdSchema } from '../../../shared/bouncer/undo.ts'
import { makeFolderSync } from '../../kit/make-folder.ts'
import { isMissing } from '../../kit/system-code.ts'
import { copyIds, readKept } from './kept-files.ts'
import type { KeptThings, StorePlaces } from './kept-things.ts'
import { createPackWriter, openPool, packNames, readRows } from './pool.ts'

/** Removes what no copy holds, also leftovers of one that did not come to its end; returns the bytes of what is left. */
export async function sweep(places: StorePlaces): Promise<number> {
  const folders = [places.root, places.copies, places.entries, places.packs]
  for (const folder of folders) makeFolderSync(folder, 0o700)
  // Whoever put a link here may keep something of their own at its end.
  if (folders.some((folder) => lstatSync(folder).isSymbolicLink())) return sizeOf(places)
  const ids = await copyIds(places)
  const known = new Set<string>(ids.map((id) => `${id}.json`))
  dropNames(places.entries, (name) => !known.has(name))
  dropNames(places.copies, (name) => name.endsWith('.tmp'))
  dropDrafts(places)
  const wanted = new Set<string>()
  let isSure = true
  for (const id of ids) {
    const kept = await readKept(places, id)
    isSure &&= kept !== null
    for (const hash of kept ? hashesOf(kept) : []) wanted.add(hash)
  }
  // Where a list cannot be read nobody knows what it holds: then no contents go.
  if (isSure) await dropUnwanted(places, wanted)
  return sizeOf(places)
}

function dropNames(folder: string, which: (name: string) => boolean): void {
  for (const name of namesIn(folder).filter(which)) rmSync(join(folder, name), { force: true })
}

/** Hashes of all contents that a copy needs. */
export function hashesOf({ things, repositories }: KeptThings): string[] {
  const files = things.flatMap((thing) => (thing.type === 'file' && thing.hash ? [thing.hash] : []))
  const git = repositories.flatMap(({ index, pack }) => [index, pack])
  return [...files, ...git.filter((hash) => hash !== null)]
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** A pack without its list never counted. */
function dropDrafts({ packs }: StorePlaces): void {
  const listed = new Set(packNames(packs))
  const isListed = (name: string) =>
    name.endsWith('.json') || listed.has(name.replace(/\.pack$/, ''))
  dropNames(packs, (name) => name.endsWith('.tmp') || !isListed(name))
}

/** A pack that is needed in part is written anew, so that what was dropped is really gone. */
async function dropUnwanted({ packs }: StorePlaces, wanted: ReadonlySet<string>): Promise<void> {
  for (const name of packNames(packs)) {
    const rows = readRows(join(packs, `${name}.json`))
    const needed = rows.filter(([hash]) => wanted.has(hash))
    if (needed.length === rows.length) continue
    if (needed.length > 0)
      await writeAnew(
        packs,
        name,
        needed.map(([hash]) => hash),
      )
    rmSync(join(packs, `${name}.json`), { force: true })
    rmSync(join(packs, `${name}.pack`), { force: true })
  }
}

async function writeAnew(folder: string, name: string, hashes: readonly string[]): Promise<void> {
  const pool = openPool(folder)
  const others = new Map(
    [...pool.places].filter(([hash, { pack }]) => pack !== name || !hashes.includes(hash)),
  )
  const again = copyIdSchema.parse(nextName(name))
  const writer = createPackWriter(folder, again, { ...pool, places: others })
  for (const hash of hashes) {
    const bytes = pool.read(hash)
    if (bytes !== null) writer.add(bytes)
  }
  await writer.finish()
}

/** A pack that is written anew has another name, so that the old one stays until the new one counts. */
export function nextName(name: string): string {
  const [, stem = name, number = '0'] = /^(.*?)_(\d+)$/.exec(name) ?? []
  return `${stem}_${Number(number) + 1}`
}

function sizeOf({ packs, entries, copies }: StorePlaces): number {
  return [packs, entries, copies].reduce((sum, folder) => sum + sizeIn(folder), 0)
}

function sizeIn(folder: string): number {
  return namesIn(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}
