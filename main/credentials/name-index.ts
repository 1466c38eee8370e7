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
  where: credentialPlaceSchema,
  storedAt: z.number(),
  usedAt: z.number().nullable(),
})
export type CredentialNote = z.infer<typeof noteSchema>
type Notes = Partial<Record<CredentialName, CredentialNote>>

/** Our own list of what was stored where and when, because a keychain cannot be asked for its names; no secrets. */
export interface NameIndex {
  of(name: CredentialName): CredentialNote | null
  stored(name: CredentialName, where: CredentialPlace): Promise<void>
  used(name: CredentialName): Promise<void>
  removed(name: CredentialName): Promise<void>
}

/** Uses closer together than this are one, so that a busy session does not write at every call. */
const usedEveryMs = 60_000

/** Opens the list; a damaged one is set aside and begun anew. */
export async function openNameIndex(deps: {
  readonly path: string
  readonly clock: Clock
  readonly logger: Logger
}): Promise<NameIndex> {
  const { path, clock, logger } = deps
  const shape = z.partialRecord(credentialNameSchema, noteSchema)
  const check = (value: unknown): Notes => shape.parse(value)
  const file = createAtomicFile({ path, format: 'credential-names', version: 1, check, clock })
  const read = await file.read()
  let notes: Notes = read.status === 'ok' ? read.value : {}

  const keep = async (next: Notes) => {
    notes = next
    const written = await file.write(next)
    // The list is a help for people; that it could not be written stops nothing.
    if (!written.ok) logger.warn('names of credentials not written', { cause: written.error })
  }

  return {
    of: (name) => notes[name] ?? null,
    stored: (name, where) =>
      keep({ ...notes, [name]: { where, storedAt: Math.trunc(clock.now()), usedAt: null } }),
    async used(name) {
      const note = notes[name]
      const now = Math.trunc(clock.now())
      if (!note || Math.abs(now - (note.usedAt ?? 0)) < usedEveryMs) return
      await keep({ ...notes, [name]: { ...note, usedAt: now } })
    },
    async removed(name) {
      const { [name]: _gone, ...rest } = notes
      await keep(rest)
    },
  }
}
