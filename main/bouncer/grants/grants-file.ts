import { relative } from 'node:path'
import { z } from 'zod'
import { type Grant, grantSchema } from '../../../shared/bouncer/grants.ts'
import type { Result } from '../../../shared/kit/result.ts'
import type { Notify } from '../../kit/announce.ts'
import { createAtomicFile } from '../../kit/atomic-file.ts'
import type { Clock } from '../../kit/clock.ts'
import { createGrantEnds } from './grant-ends.ts'

/** What stands in the file: grants, and the ids of all that were given lately. */
export interface KeptGrants {
  readonly grants: readonly Grant[]
  /** Newest last; a question whose grant was taken back or has ended does not give it again. */
  readonly given: readonly string[]
}

/** The file of the grants, always whole. */
export interface GrantsFile {
  readonly found: KeptGrants
  readonly path: string
  /** Fails with the system's code. */
  write(kept: KeptGrants): Promise<Result<void, string>>
  /** Removes it and tells its bytes, null where there was none; fails with the system's code. */
  remove(): Promise<Result<number | null, string>>
}

/** How the file is marked. */
export const grantsMarker = { format: 'mstro-grants', version: 1 } as const

/** What stands in the file. */
export const keptSchema = z.object({ grants: z.array(grantSchema), given: z.array(z.string()) })
const none: KeptGrants = { grants: [], given: [] }
const MAX_GIVEN = 5_000

/** The grants that hold by a file that is left as it is; none where it cannot be read. */
export async function inspectGrants(path: string, clock: Clock): Promise<readonly Grant[]> {
  const found = await shapeOf({ path, clock }).inspect()
  return found.status === 'ok' ? found.value.grants.filter(createGrantEnds(clock)) : []
}

/** Reads the file; a broken one is set aside and grants nothing. */
export async function openGrantsFile(deps: {
  readonly path: string
  readonly home: string
  readonly clock: Clock
  readonly notify: Notify
}): Promise<GrantsFile> {
  const file = shapeOf(deps)
  const read = await file.read()
  if (read.status !== 'ok' && read.status !== 'missing') {
    const lies = relative(deps.home, read.status === 'set-aside' ? read.path : deps.path)
    deps.notify({
      ...({ level: 'warning', source: 'bouncer' } as const),
      message: `The grants could not be read (${read.problem}). They lie in ${lies}, and nothing is granted by them. You are asked again where they would have answered.`,
    })
  }
  return {
    found: read.status === 'ok' ? read.value : none,
    path: deps.path,
    write: ({ grants, given }) => file.write({ grants, given: given.slice(-MAX_GIVEN) }),
    remove: file.remove,
  }
}

function shapeOf({ path, clock }: { readonly path: string; readonly clock: Clock }) {
  return createAtomicFile<KeptGrants>({
    ...{ ...grantsMarker, path, clock },
    check: (value) => keptSchema.parse(value),
  })
}
