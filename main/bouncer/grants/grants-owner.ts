import { z } from 'zod'
import { type Grant, grantSchema } from '../../../shared/bouncer/grants.ts'
import type { Result } from '../../../shared/kit/result.ts'
import type { DataOwner, Removal } from '../../kit/data-owner.ts'
import { redactValue } from '../../kit/redact.ts'

const PATH = 'desktop/grants.json'
const sizeOf = (grants: readonly Grant[]) => Buffer.byteLength(JSON.stringify(grants))

/** The grants as privacy lists, exports and erases them. */
export function grantsOwner(deps: {
  list(): readonly Grant[]
  drop(isMeant: (grant: Grant) => boolean): Promise<Result<void, string>>
  holds(grant: Grant): boolean
}): DataOwner {
  const remove = async (isMeant: (grant: Grant) => boolean): Promise<Removal[]> => {
    const meant = deps.list().filter(isMeant)
    if (meant.length === 0) return []
    const written = await deps.drop(isMeant)
    if (!written.ok) throw new Error(written.error)
    return [{ path: PATH, bytes: sizeOf(meant) }]
  }
  return {
    name: 'grants',
    formats: [
      { pattern: PATH, what: 'what you allowed beyond one call', schema: z.array(grantSchema) },
    ],
    async *export() {
      const grants = deps.list()
      if (grants.length === 0) return
      const bytes = Buffer.from(JSON.stringify(redactValue(grants)))
      const times = grants.map(({ createdAt }) => createdAt)
      const age = { fromMs: Math.min(...times), toMs: Math.max(...times) }
      yield { path: PATH, bytes: bytes.length, ...age, read: async () => bytes }
    },
    erase: () => remove(() => true),
    retain: () => remove((grant) => !deps.holds(grant)),
    async forget(secret, mode) {
      const places = secret.count(JSON.stringify(deps.list()))
      if (places === 0) return { found: [], stays: [] }
      // A grant that quotes a secret is taken back whole: a changed pattern would allow something else.
      if (mode === 'replace') {
        await remove((grant) => secret.count(JSON.stringify(grant)) > 0)
      }
      return { found: [{ path: PATH, places }], stays: [] }
    },
  }
}
