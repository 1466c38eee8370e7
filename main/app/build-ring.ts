import { createGuardInstaller, guardPlaces } from '../bouncer/index.ts'
import { createSpawn } from '../kit/spawn.ts'
import { createRing } from '../sessions/index.ts'
import type { SettingsStore } from '../settings/index.ts'
import type { Foundations } from './foundations.ts'
import type { Ports } from './ports.ts'

/** Builds the outer ring; agents in it see the guard of terminals only where their settings hold its hook. */
export function buildRing(
  ports: Ports,
  base: Foundations,
  settings: Pick<SettingsStore, 'get'>,
): ReturnType<typeof createRing> {
  const { environment, hookProgram: program = null } = ports
  const { platform } = process
  const installer = createGuardInstaller({ ...base, environment, program, platform })
  return createRing({
    ...{ ...base, spawn: createSpawn(), ...ports.ring },
    letThrough: () => settings.get().ringLetThrough,
    async hookFolders() {
      const { installs } = await installer.state()
      if (installs.length === 0) return []
      // Without its folder, or what runs it, the hook would block each call; with it the app can be asked for verdicts.
      const programs = installs.flatMap(({ program: path }) => (path ? [path] : []))
      return [guardPlaces(base.home).folder, ...new Set(programs)]
    },
  })
}
