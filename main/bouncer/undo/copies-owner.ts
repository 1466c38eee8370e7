import { rm, stat } from 'node:fs/promises'
import { relative } from 'node:path'
import { type Copy, type CopyId, copySchema } from '../../../shared/bouncer/undo.ts'
import type { DataOwner, ForgetFindings, HeldData, Removal } from '../../kit/data-owner.ts'
import type { Forgetting } from '../../kit/forget-secret.ts'
import { openPlainFile } from '../../kit/plain-file.ts'
import { redactValue } from '../../kit/redact.ts'
import type { CopyStore } from './copy-store.ts'
import type { Keeper } from './keeper.ts'
import { copyIds, readKept, writeHead, writeKept } from './kept-files.ts'
import { copyFormat, type KeptThings, type StorePlaces } from './kept-things.ts'
import { createPackWriter, openPool } from './pool.ts'
import { hashesOf } from './sweep.ts'

/** What stands behind the data owner of the copies. */
export interface CopiesOwnerParts {
  readonly places: StorePlaces
  readonly store: CopyStore
  readonly home: string
  readonly retentionDays: () => number | null
  readonly keeper: Pick<Keeper, 'drop' | 'sweep' | 'changed'>
}

const dayMs = 24 * 3_600_000

/** Lists, erases and ages the copies, and takes a secret out of them. */
export function createCopiesOwner(parts: CopiesOwnerParts): DataOwner {
  const { places, store, retentionDays } = parts
  const nameOf = (id: CopyId) => relative(parts.home, places.copyFile(id))

  async function* held(): AsyncIterable<HeldData> {
    for (const copy of store.list()) {
      const bytes = await sizeOfHead(places, copy)
      const age = { fromMs: copy.madeAt, toMs: copy.madeAt }
      // What was copied is in the project's own words: a list of it leaves, its contents do not.
      const read = async () => Buffer.from(JSON.stringify(redactValue(await listOf(places, copy))))
      yield { path: nameOf(copy.id), bytes: bytes + copy.bytes, ...age, read }
    }
  }

  const dropAll = (which: (copy: Copy) => boolean) =>
    store.alone(async () => {
      const going = store.list().filter(which)
      const removed: Removal[] = going.map(({ id, bytes }) => ({ path: nameOf(id), bytes }))
      await parts.keeper.drop(going.map(({ id }) => id))
      return removed
    })

  return {
    name: 'copies',
    markers: [{ ...copyFormat, pattern: 'desktop/undo/copies/*.json' }],
    formats: [
      {
        pattern: 'desktop/undo/copies/*.json',
        what: 'a copy of what an approved call destroyed: which files, of which size; their contents stay where they are',
        schema: copySchema,
      },
      {
        pattern: 'desktop/undo/packs/*.pack',
        what: 'the contents of copies; they stay where they are',
      },
      { pattern: 'desktop/undo/entries/*.json', what: 'what a copy holds, in its list above' },
    ],
    export: held,
    leavesNothing: true,
    async erase() {
      const removed = await dropAll(() => true)
      // Damaged copies are in no list.
      await store.alone(() => rm(places.root, { recursive: true, force: true }))
      return removed
    },
    async retain(now) {
      const days = retentionDays()
      if (days === null) return []
      const oldest = now - days * dayMs
      const removed = await dropAll(({ madeAt }) => madeAt < oldest)
      const damaged = await store.alone(() => dropDamaged(parts, oldest))
      return [...removed, ...damaged.map((id) => ({ path: nameOf(id), bytes: 0 }))]
    },
    forget: (secret, mode) => store.alone(() => forgetIn(parts, secret, mode)),
  }
}

/** A copy whose head is damaged is in no list; it goes for its age like the others. */
async function dropDamaged(
  { places, store, keeper }: CopiesOwnerParts,
  oldest: number,
): Promise<readonly CopyId[]> {
  const old: CopyId[] = []
  for (const id of await copyIds(places)) {
    if (store.find(id)) continue
    const { mtimeMs } = await stat(places.copyFile(id))
    if (mtimeMs < oldest) old.push(id)
  }
  await keeper.drop(old)
  return old
}

async function sizeOfHead(places: StorePlaces, { id }: Copy): Promise<number> {
  return stat(places.copyFile(id)).then(
    ({ size }) => size,
    () => 0,
  )
}

async function listOf(places: StorePlaces, copy: Copy) {
  const kept = await readKept(places, copy.id)
  return { ...copy, things: kept?.things ?? [], repositories: kept?.repositories ?? [] }
}

/** Contents with the secret in them are replaced where they are text, and taken out where they are not. */
async function forgetIn(
  { places, store, keeper, home }: CopiesOwnerParts,
  secret: Forgetting,
  mode: 'find' | 'replace',
): Promise<ForgetFindings> {
  const hits = await hashesWith(places, secret)
  const found: { path: string; places: number; inFiles: readonly string[] }[] = []
  const packs = [...hits.values()].map(({ pack }) => relative(home, pack))
  for (const copy of store.list()) {
    const kept = await readKept(places, copy.id)
    if (!kept) continue
    const named = secret.count(JSON.stringify([copy, kept]))
    const inside = hashesOf(kept).filter((hash) => hits.has(hash)).length
    if (named + inside === 0) continue
    const inFiles = [...new Set(packs), relative(home, places.entriesFile(copy.id))]
    found.push({ path: relative(home, places.copyFile(copy.id)), places: named + inside, inFiles })
    if (mode === 'replace') await takeOut({ places, copy, kept, hits, secret })
  }
  if (mode === 'replace' && found.length > 0) {
    await keeper.sweep()
    await store.load()
    keeper.changed()
  }
  return { found, stays: [] }
}

interface Hit {
  /** Absolute path of the file in which the contents lie. */
  readonly pack: string
  /** What stands in their place; null for what is no text. */
  readonly without: Buffer | null
}

/** Contents that hold the secret, by their hash. */
type Hits = ReadonlyMap<string, Hit>

/** Looks through all contents for the secret. */
async function hashesWith({ packs }: StorePlaces, { needles, text }: Forgetting): Promise<Hits> {
  const hits = new Map<string, Hit>()
  for (const [hash, place] of openPool(packs).places) {
    const pack = `${packs}/${place.pack}.pack`
    const bytes = await readPlace(pack, place)
    if (!needles.some((needle) => bytes.includes(needle))) continue
    const words = bytes.toString('utf8')
    const isText = Buffer.from(words).equals(bytes)
    hits.set(hash, { pack, without: isText ? Buffer.from(text(words)) : null })
  }
  return hits
}

async function readPlace(
  path: string,
  { offset, size }: { readonly offset: number; readonly size: number },
): Promise<Buffer> {
  const file = await openPlainFile(path)
  try {
    const bytes = Buffer.alloc(size)
    await file.read(bytes, 0, size, offset)
    return bytes
  } finally {
    await file.close()
  }
}

async function takeOut({
  places,
  copy,
  kept,
  hits,
  secret,
}: {
  readonly places: StorePlaces
  readonly copy: Copy
  readonly kept: KeptThings
  readonly hits: Hits
  readonly secret: Forgetting
}): Promise<void> {
  const pool = openPool(places.packs)
  const writer = createPackWriter(places.packs, `${copy.id}_f${Date.now().toString(36)}`, pool)
  let forgotten = 0
  const inPlace = (hash: string | null) => {
    if (hash === null || !hits.has(hash)) return hash
    const bytes = hits.get(hash)?.without
    forgotten += 1
    return bytes ? writer.add(bytes) : null
  }
  const things = kept.things.map((thing) => {
    if (thing.type !== 'file') return thing
    const hash = inPlace(thing.hash)
    const size = hash === null ? 0 : (hits.get(thing.hash ?? '')?.without?.length ?? thing.size)
    return { ...thing, hash, size }
  })
  // An index and a pack cannot be changed and hold together.
  const repositories = kept.repositories.map((one) => ({
    ...one,
    index: one.index !== null && hits.has(one.index) ? null : one.index,
    pack: one.pack !== null && hits.has(one.pack) ? null : one.pack,
  }))
  await writer.finish()
  await writeKept(places, copy.id, secret.value({ things, repositories }))
  await writeHead(places, secret.value({ ...copy, forgotten: copy.forgotten + forgotten }))
}
