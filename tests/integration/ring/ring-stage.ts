import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createSpawn } from '../../../main/kit/spawn.ts'
import {
  type AgentFolders,
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

/** An agent without needs of its own. */
export const noFolders = (userHome: string): AgentFolders => ({
  folder: join(userHome, '.agent'),
  ...{ writable: [], own: [], copies: [], hidden: [] },
})

/** Runs a script of sh in the ring and gives back what it printed, errors included. */
export async function inRing(ring: Ring, workspace: string, script: string): Promise<string> {
  const way = await entranceOf(ring, workspace)
  const request = {
    command: '/bin/sh',
    args: ['-c', script],
    cwd: workspace,
    env: { PATH: '/usr/bin:/bin', HOME: dirname(workspace) },
  }
  const entered = await way.enter({ request, folders: noFolders(dirname(workspace)) })
  if (!entered.ok) return entered.error.code
  const ran = await createSpawn().run({ ...entered.value.request, timeoutMs: 20_000 })
  return ran.ok ? `${ran.value.stdout}${ran.value.stderr}` : ran.error
}
