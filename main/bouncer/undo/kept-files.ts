import { readdir } from 'node:fs/promises'
import { type Copy, type CopyId, copyIdSchema, copySchema } from '../../../shared/bouncer/undo.ts'
import { createAtomicFile } from '../../kit/atomic-file.ts'
import { systemClock } from '../../kit/clock.ts'
import { isMissing } from '../../kit/system-code.ts'
import {
  copyFormat,
  entriesFormat,
  type KeptThings,
  keptThingsSchema,
  type StorePlaces,
} from './kept-things.ts'

function headFile(places: StorePlaces, id: CopyId) {
  const check = (value: unknown) => copySchema.parse(value)
  return createAtomicFile<Copy>({
    ...copyFormat,
    path: places.copyFile(id),
    check,
    clock: systemClock,
  })
}

function keptFile(places: StorePlaces, id: CopyId) {
  const check = (value: unknown) => keptThingsSchema.parse(value)
  return createAtomicFile<KeptThings>({
    ...entriesFormat,
    path: places.entriesFile(id),
    check,
    clock: systemClock,
  })
}

async function done(
  written: Promise<{ readonly ok: true } | { readonly ok: false; error: string }>,
) {
  const result = await written
  if (!result.ok) throw Object.assign(new Error(result.error), { code: result.error })
}

/** Writes the list of a copy's things; rejects with the system's error. */
export function writeKept(places: StorePlaces, id: CopyId, kept: KeptThings): Promise<void> {
  return done(keptFile(places, id).write(kept))
}

/** Writes a copy's head, which makes it count; rejects with the system's error. */
export function writeHead(places: StorePlaces, copy: Copy): Promise<void> {
  return done(headFile(places, copy.id).write(copy))
}

/** What a copy holds; null where its list is missing or damaged. */
export async function readKept(places: StorePlaces, id: CopyId): Promise<KeptThings | null> {
  const read = await keptFile(places, id).inspect()
  return read.status === 'ok' ? read.value : null
}

/** A copy's head; null where it is missing or damaged. */
export async function readHead(places: StorePlaces, id: CopyId): Promise<Copy | null> {
  const read = await headFile(places, id).inspect()
  return read.status === 'ok' ? read.value : null
}

/** Ids of every copy whose head was written. */
export async function copyIds(places: StorePlaces): Promise<CopyId[]> {
  const names = await readdir(places.copies).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  return names.flatMap((name) => {
    const id = copyIdSchema.safeParse(name.replace(/\.json$/, ''))
    return name.endsWith('.json') && id.success ? [id.data] : []
  })
}
