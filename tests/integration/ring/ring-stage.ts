import { existsSync } from 'node:fs'
import { createSpawn } from '../../../main/kit/spawn.ts'
import {
  createRing,
  type Ring,
  type RingDeps,
  type RingEntrance,
} from '../../../main/sessions/ring/index.ts'
import type { LetThrough } from '../../../shared/sessions/ring.ts'

const places = ['/usr/bin/bwrap', '/usr/local/bin/bwrap']

/** Why no ring can be had on this machine, or null; in CI it must be there. */
export const noBubblewrap =
  process.env.CI || places.some((path) => existsSync(path)) ? null : 'bubblewrap is not installed'

/** A ring around a made-up home. */
export function ringOf(
  homes: { readonly userHome: string; readonly home: string },
  letThrough: readonly LetThrough[] = [],
  more: Partial<RingDeps> = {},
): Ring {
  return createRing({
    ...{ ...homes, spawn: createSpawn(), letThrough: () => letThrough },
    hookFolders: async () => [],
    ...more,
  })
}

/** The way in, which must be there. */
export async function entranceOf(ring: Ring, workspace: string): Promise<RingEntrance> {
  const found = await ring.entrance(workspace)
  if (!found.ok) throw new Error(`${found.error.code}: ${found.error.message}`)
  return found.value
}
