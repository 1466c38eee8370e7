import { homedir } from 'node:os'
import type { RingLevel, RingStanding } from '../../shared/sessions/ring.ts'
import { defaultSettings, type Settings } from '../../shared/settings/model.ts'
import type { AtomicInspection } from '../kit/atomic-file.ts'
import { createSpawn } from '../kit/spawn.ts'
import { createRing } from '../sessions/index.ts'

/** How the outer ring stands on this machine, and whether new sessions of a home run in it. */
export interface RingSeen {
  /** Null where the settings cannot be read. */
  readonly newSessions: RingLevel | null
  readonly standing: RingStanding
}

/** Really starts the ring's program once; writes nothing and starts no agent. */
export async function lookAtRing(
  home: string,
  settings: AtomicInspection<Settings>,
): Promise<RingSeen> {
  const ring = createRing({
    ...{ spawn: createSpawn(), userHome: homedir(), home },
    ...{ letThrough: () => [], hookFolders: async () => [] },
  })
  return {
    newSessions: levelIn(settings),
    standing: await ring.standing(),
  }
}

function levelIn(settings: AtomicInspection<Settings>): RingLevel | null {
  if (settings.status === 'ok') return settings.value.ring
  return settings.status === 'missing' ? defaultSettings.ring : null
}

/** The same as one line. */
export function ringWords({ newSessions, standing }: RingSeen): string {
  const use = newSessions === 'ring' ? 'new sessions run in it' : 'new sessions run without it'
  const chosen = newSessions === null ? 'the settings cannot be read' : use
  if (standing.state !== 'works') return `cannot be had; ${chosen}. ${standing.reason}`
  const { program, version, reachable } = standing
  const open =
    reachable.length === 0 ? '' : `; sockets without a file stay reachable: ${reachable.join(', ')}`
  return `works (${program}${version === '' ? '' : ` ${version}`}); ${chosen}${open}`
}
