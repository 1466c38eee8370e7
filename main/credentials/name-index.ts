import { rm } from 'node:fs/promises'
import { z } from 'zod'
import {
  type CredentialName,
  type CredentialPlace,
  credentialNameSchema,
  credentialPlaceSchema,
} from '../../shared/credentials/model.ts'
import { createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import type { Logger } from '../kit/logger.ts'

const noteSchema = z.object({
  /** Where the present value lies; null when there is none, and only the removal of older ones is due. */
  where: credentialPlaceSchema.nullable(),
  /** Null when it is not known. */
  storedAt: z.number().nullable(),
  usedAt: z.number().nullable(),
  /** Where a former or removed value may still lie, because the place was away; it is never read there. */
  stale: z.array(credentialPlaceSchema),
})
export type CredentialNote = z.infer<typeof noteSchema>
type Notes = Partial<Record<CredentialName, CredentialNote>>

/** Our own list of what was stored where and when, because a keychain cannot be asked for its names; no secrets. */
export interface NameIndex {
  of(name: CredentialName): CredentialNote | null
  stored(
    name: CredentialName,
    where: CredentialPlace,
    stale: readonly CredentialPlace[],
  ): Promise<void>
  used(name: CredentialName): Promise<void>
  /** There is no value any more; the name is kept as long as one may still lie in a place that is away. */
  removed(name: CredentialName, stale: readonly CredentialPlace[]): Promise<void>
  /** What is still due after some of it was removed. */
  settled(name: CredentialName, stale: readonly CredentialPlace[]): Promise<void>
}

/** Uses closer together than this are one, so that a busy session does not write at every call. */
const usedEveryMs = 60_000

/** When the list is lost, the keychain may hold every name. */
function unknown(): Notes {
  const note: CredentialNote = { where: 'keychain', storedAt: null, usedAt: null, stale: [] }
  return Object.fromEntries(credentialNameSchema.options.map((name) => [name, note]))
}

/** Version 1 knew one place a name. */
const withStale = (value: unknown): unknown =>
  Object.fromEntries(
    Object.entries(Object(value)).map(([name, note]) => [name, { ...Object(note), stale: [] }]),
  )

/** How the file is marked. */
export const namesMarker = { format: 'credential-names', version: 2 } as const

/** Opens the list; a damaged one is set aside and begun anew. */
export async function openNameIndex(deps: {
  readonly path: string
  readonly clock: Clock
  readonly logger: Logger
}): Promise<NameIndex> {
  const { path, clock, logger } = deps
  const shape = z.partialRecord(credentialNameSchema, noteSchema)
  const file = createAtomicFile<Notes>({
    ...{ ...namesMarker, path, clock, migrations: [withStale] },
    check: (value) => shape.parse(value),
  })
  const read = await file.read()
  let notes: Notes = {}

  const keep = async (next: Notes) => {
    notes = next
    const isEmpty = Object.keys(next).length === 0
    const written = await file.write(next)
    // The secrets are where they are; that their list could not be written stops nothing.
    if (!written.ok) logger.warn('names of credentials not written', { cause: written.error })
    else if (isEmpty) await rm(path, { force: true })
  }

  if (read.status === 'ok') notes = read.value
  else if (read.status === 'set-aside') await keep(unknown())
  else if (read.status !== 'missing') notes = unknown()

  const settle = async (name: CredentialName, note: CredentialNote) => {
    const { [name]: _gone, ...rest } = notes
    const isOver = note.where === null && note.stale.length === 0
    await keep(isOver ? rest : { ...rest, [name]: note })
  }

  return {
    of: (name) => notes[name] ?? null,
    stored: (name, where, stale) =>
      settle(name, {
        ...{ where, storedAt: Math.trunc(clock.now()), usedAt: null },
        stale: [...stale],
      }),
    async used(name) {
      const note = notes[name]
      const now = Math.trunc(clock.now())
      if (!note || Math.abs(now - (note.usedAt ?? 0)) < usedEveryMs) return
      await keep({ ...notes, [name]: { ...note, usedAt: now } })
    },
    removed: (name, stale) =>
      settle(name, { where: null, storedAt: null, usedAt: null, stale: [...stale] }),
    async settled(name, stale) {
      const note = notes[name]
      if (note) await settle(name, { ...note, stale: [...stale] })
    },
  }
}
