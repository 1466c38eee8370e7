import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { receiptSchema } from '../../shared/privacy/model.ts'
import { createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner, Removal } from '../kit/data-owner.ts'
import type { Logger } from '../kit/logger.ts'

/** Where an erasure that is under way is written down, relative to the home folder. */
export const planPath = 'desktop/erasing.json'

const planSchema = z.object({
  id: z.string(),
  at: z.number(),
  scope: z.string(),
  /** What was there when it began, by part. */
  planned: z.record(z.string(), z.array(z.object({ path: z.string(), bytes: z.number() }))),
  /** Who else may hold something, as known while the answers that tell it were there; absent in plans of older versions. */
  others: receiptSchema.shape.others.optional(),
  /** Set once it was finished after an interruption; it stays until the person has seen it. */
  receipt: receiptSchema.nullable(),
})

/** An erasure that has begun. */
export type ErasePlan = z.infer<typeof planSchema>

/** The one erasure that may be under way, on disk. */
export interface ErasePlans {
  /** What an earlier run left; null when nothing. */
  left(): Promise<ErasePlan | null>
  write(plan: ErasePlan): Promise<void>
  end(): Promise<void>
}

/** Opens the place of the plan; nothing is read before it is asked for. */
export function createErasePlans(deps: {
  readonly path: string
  readonly clock: Clock
  readonly logger: Logger
}): ErasePlans {
  const { path, clock, logger } = deps
  const file = planFile(path, clock)
  return {
    async left() {
      const read = await file.read()
      if (read.status === 'set-aside') logger.warn('an erasure cannot be read', { at: read.path })
      return read.status === 'ok' ? read.value : null
    },
    async write(plan) {
      const written = await file.write(plan)
      // Erasing frees the disk that is full: it must not wait for room to write its plan.
      if (!written.ok) logger.warn('an erasure is not written down', { cause: written.error })
    },
    end: () => rm(path, { force: true }),
  }
}

/** An erasure that an earlier run left, as it shows from outside. */
export interface ErasureLeft {
  /** When it began, in milliseconds since the epoch. */
  readonly at: number
  /** A part by its name, or `everything`. */
  readonly scope: string
  /** `damaged`: what it was to erase cannot be read any more. */
  readonly state: 'unfinished' | 'finished-unseen' | 'damaged'
  /** What should have gone and did not, once it was carried on. */
  readonly stays: readonly string[]
}

/** Looks whether a home has an erasure that was interrupted; changes nothing. */
export async function lookAtErasure(home: string, clock: Clock): Promise<ErasureLeft | null> {
  const found = await planFile(join(home, planPath), clock).inspect()
  if (found.status === 'missing') return null
  if (found.status !== 'ok') return { at: 0, scope: '', state: 'damaged', stays: [] }
  const { at, scope, receipt } = found.value
  const failed = receipt?.stays.filter((stay) => stay.failed === true) ?? []
  const state = receipt === null ? 'unfinished' : 'finished-unseen'
  return { at, scope, state, stays: failed.map(({ what }) => what) }
}

function planFile(path: string, clock: Clock) {
  const shape = { path, format: 'mstro-erasing', version: 1, clock }
  return createAtomicFile({ ...shape, check: (value) => planSchema.parse(value) })
}

/** What parts hold now; one that cannot be listed is not in it and keeps no other from going. */
export async function planOf(
  parts: readonly DataOwner[],
  logger: Logger,
): Promise<ErasePlan['planned']> {
  const planned: ErasePlan['planned'] = {}
  for (const part of parts) {
    const held = await lookAt(part)
    if (held.status === 'ok') planned[part.name] = [...held.files]
    else logger.error('a part cannot be listed', { owner: part.name, error: held.error })
  }
  return planned
}

/** What a part holds, or why nobody can tell. */
export type Look =
  | { readonly status: 'ok'; readonly files: readonly Removal[] }
  | { readonly status: 'failed'; readonly error: unknown }

/** Looks what a part holds; never rejects. */
export async function lookAt(part: DataOwner): Promise<Look> {
  try {
    return { status: 'ok', files: await heldBy(part) }
  } catch (error) {
    return { status: 'failed', error }
  }
}

async function heldBy(part: DataOwner): Promise<Removal[]> {
  const held: Removal[] = []
  for await (const { path, bytes } of part.export()) held.push({ path, bytes })
  return held
}
