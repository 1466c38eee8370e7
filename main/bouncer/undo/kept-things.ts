import { z } from 'zod'
import type { CopyId } from '../../../shared/bouncer/undo.ts'

const size = z.number().nonnegative()
const path = z.string().min(1)

/** One thing of a copy as it was; paths are absolute and their folders held no links. */
const keptThingSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('file'),
    path,
    mode: size,
    mtimeMs: z.number(),
    size,
    /** SHA-256 (hex) of the contents; null where they were taken out to forget a secret. */
    hash: z.string().nullable(),
  }),
  z.object({ type: z.literal('folder'), path, mode: size, mtimeMs: z.number() }),
  z.object({ type: z.literal('link'), path, target: z.string() }),
])
export type KeptThing = z.infer<typeof keptThingSchema>

/** The state of a repository before a command of git. */
const keptRepositorySchema = z.object({
  root: path,
  gitFolder: path,
  verb: z.string(),
  /** Full name of the branch that was checked out; null for a detached head. */
  branch: z.string().nullable(),
  head: z.string().nullable(),
  refs: z.array(
    z.object({
      name: z.string(),
      id: z.string(),
      /** What it stands for after the command, where that was known. */
      to: z.string().nullable(),
    }),
  ),
  stashes: z.array(z.object({ id: z.string(), message: z.string() })),
  /** SHA-256 of the index file; null where it is not part of the copy. */
  index: z.string().nullable(),
  /** SHA-256 of a pack with the commits that only these names held; null where there are none. */
  pack: z.string().nullable(),
  /** Files that the command made, with their contents in git. */
  added: z.array(z.object({ path, id: z.string() })),
})
export type KeptRepository = z.infer<typeof keptRepositorySchema>

/** All that a copy holds; its contents lie in the pool by their hash. */
export const keptThingsSchema = z.object({
  things: z.array(keptThingSchema),
  repositories: z.array(keptRepositorySchema),
})
export type KeptThings = z.infer<typeof keptThingsSchema>

/** Absolute paths of a store of copies. */
export interface StorePlaces {
  readonly root: string
  readonly copies: string
  readonly entries: string
  readonly packs: string
  copyFile(id: CopyId): string
  entriesFile(id: CopyId): string
}

/** Where things lie in a store; touches nothing. */
export function storePlaces(root: string): StorePlaces {
  const [copies, entries, packs] = [`${root}/copies`, `${root}/entries`, `${root}/packs`]
  return {
    ...{ root, copies, entries, packs },
    copyFile: (id) => `${copies}/${id}.json`,
    entriesFile: (id) => `${entries}/${id}.json`,
  }
}

/** Marker of a copy's head. */
export const copyFormat = { format: 'mstro-undo-copy', version: 1 } as const
/** Marker of the list of a copy's things. */
export const entriesFormat = { format: 'mstro-undo-entries', version: 1 } as const
