import type { Grant } from '../../../shared/bouncer/grants.ts'
import type { Result } from '../../../shared/kit/result.ts'
import type { DataOwner, Removal } from '../../kit/data-owner.ts'
import { redactValue } from '../../kit/redact.ts'
import { grantsMarker, type KeptGrants, keptSchema } from './grants-file.ts'

const PATH = 'desktop/grants.json'
const sizeOf = (kept: unknown) => Buffer.byteLength(JSON.stringify(kept))

/** The grants as privacy lists, exports and erases them, after the questions that gave them. */
export function grantsOwner(deps: {
  kept(): KeptGrants
  /** Keeps the rest of both, or removes the file where nothing of them is left. */
  keepOnly(stays: {
    readonly isGrant: (grant: Grant) => boolean
    readonly isGiven: (id: string) => boolean
  }): Promise<Result<void, string>>
  holds(grant: Grant): boolean
  /** Whether a question is still kept whose answer could give its grant again. */
  isAsked(id: string): boolean
}): DataOwner {
  const remove = async (
    isMeant: (grant: Grant) => boolean,
    isGiven: (id: string) => boolean,
  ): Promise<Removal[]> => {
    const before = deps.kept()
    const written = await deps.keepOnly({ isGrant: (grant) => !isMeant(grant), isGiven })
    if (!written.ok) throw Object.assign(new Error('not removed'), { code: written.error })
    const after = deps.kept()
    const isLess =
      after.grants.length + after.given.length < before.grants.length + before.given.length
    return isLess ? [{ path: PATH, bytes: Math.max(0, sizeOf(before) - sizeOf(after)) }] : []
  }
  return {
    name: 'grants',
    markers: [{ ...grantsMarker, pattern: PATH }],
    formats: [
      {
        pattern: PATH,
        what: 'what you allowed beyond one call, and the ids of the questions that gave it',
        schema: keptSchema,
      },
    ],
    stays:
      'It holds only the ids of questions you answered, so that no old answer gives its grant again. Erase the questions, then this once more.',
    async *export() {
      const kept = deps.kept()
      if (kept.grants.length + kept.given.length === 0) return
      const bytes = Buffer.from(JSON.stringify(redactValue(kept)))
      const times = kept.grants.map(({ createdAt }) => createdAt)
      const age = times.length === 0 ? {} : { fromMs: Math.min(...times), toMs: Math.max(...times) }
      yield { path: PATH, bytes: bytes.length, ...age, read: async () => bytes }
    },
    erase: () => remove(() => true, deps.isAsked),
    retain: () => remove((grant) => !deps.holds(grant), deps.isAsked),
    async forget(secret, mode) {
      const places = secret.count(JSON.stringify(deps.kept()))
      if (places === 0) return { found: [], stays: [] }
      // A grant that quotes a secret is taken back whole: a changed pattern would allow something else.
      if (mode === 'replace') {
        await remove(
          (grant) => secret.count(JSON.stringify(grant)) > 0,
          () => true,
        )
      }
      return { found: [{ path: PATH, places }], stays: [] }
    },
  }
}
