import { z } from 'zod'
import { ok, type Result } from '../../shared/kit/result.ts'
import { type Retained, retainedSchema } from '../../shared/privacy/model.ts'
import type { Notify } from '../kit/announce.ts'
import { createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import { createTurns } from '../kit/turns.ts'

/** How the file is marked. */
export const privacyMarker = { format: 'mstro-privacy', version: 1 } as const

const stateSchema = z.object({
  acknowledged: z.array(z.object({ version: z.string(), at: z.number() })),
  /** The text that was acknowledged last, so that the next one can be laid beside it. */
  acknowledgedText: z.string().nullable(),
  /** The text of the first version that ran here: what changed since is told also to who acknowledged none. */
  firstText: z.string().nullable().default(null),
  /** Newest first. */
  retained: z.array(retainedSchema),
})
/** What privacy itself keeps. */
export type PrivacyState = z.infer<typeof stateSchema>

const empty: PrivacyState = {
  ...{ acknowledged: [], acknowledgedText: null, firstText: null, retained: [] },
}

/** Lines of retention that are kept. */
const mostRetained = 60

/** The acknowledged policies and what retention did, on disk. */
export interface PrivacyStore {
  get(): PrivacyState
  noteFirst(text: string): Promise<Result<void, string>>
  acknowledge(policy: { version: string; text: string; at: number }): Promise<Result<void, string>>
  noteRetained(lines: readonly Retained[]): Promise<Result<void, string>>
  erase(): Promise<Result<void, string>>
}

/** Opens what privacy keeps; a file that cannot be read is named, and nothing counts as acknowledged. */
export async function openPrivacyStore(deps: {
  readonly path: string
  readonly clock: Clock
  readonly notify: Notify
}): Promise<PrivacyStore> {
  const { path, clock } = deps
  const shape = { ...privacyMarker, path, clock }
  const file = createAtomicFile({ ...shape, check: (value) => stateSchema.parse(value) })
  const read = await file.read()
  if (read.status !== 'ok' && read.status !== 'missing') {
    const message =
      'What you acknowledged of the privacy policy could not be read. The file is kept beside it. Nothing counts as acknowledged; read the policy in the settings.'
    deps.notify({ level: 'warning', source: 'privacy', message })
  }
  let state = read.status === 'ok' ? read.value : empty

  const inTurn = createTurns()
  const change = (of: (before: PrivacyState) => Partial<PrivacyState>) =>
    inTurn(async () => {
      const next = { ...state, ...of(state) }
      const written = await file.write(next)
      if (written.ok) state = next
      return written
    })
  return {
    get: () => state,
    noteFirst: (firstText) => change(() => ({ firstText })),
    acknowledge: ({ version, text, at }) =>
      change(({ acknowledged }) => ({
        acknowledged: [...acknowledged, { version, at }],
        acknowledgedText: text,
      })),
    noteRetained: (lines) =>
      change(({ retained }) => ({ retained: [...lines, ...retained].slice(0, mostRetained) })),
    erase: () =>
      inTurn(async () => {
        const removed = await file.remove()
        if (!removed.ok) return removed
        state = empty
        return ok(undefined)
      }),
  }
}
