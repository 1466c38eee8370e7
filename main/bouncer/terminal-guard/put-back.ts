import type { AwayChoice } from '../../../shared/bouncer/terminal-guard.ts'
import { brand } from '../../../shared/brand.ts'
import type { Clock } from '../../kit/clock.ts'
import { readAgentSettings, settingsText } from './agent-settings.ts'
import type { GuardPlaces } from './guard-places.ts'
import { type HookProgram, markOf } from './hook-command.ts'
import { hookIn } from './hook-entry.ts'
import { type Install, type InstallState, unknownInstall } from './install-state.ts'
import { commandFor, layFiles } from './put-in.ts'

/** What a lost list is made anew from. */
export interface LostList {
  readonly place: GuardPlaces
  readonly program: HookProgram
  readonly platform: NodeJS.Platform
  readonly clock: Clock
  /** What the list held when this app read it last; null where it never did. */
  readonly last: InstallState | null
  /** Settings that the agent's program reads here. */
  readonly here: string
}

/** Lays what the hook needs where settings still name it; yields the list anew, null where none do. Rejects with the system's error. */
export async function putBack(lost: LostList): Promise<InstallState | null> {
  const { place, last, here } = lost
  const known = last?.installs ?? []
  const isKnown = known.some(({ path }) => path === here)
  const all = isKnown ? known : [...known, foundInstall(lost)]
  const named = await Promise.all(all.map(({ path }) => namesHook(path, place)))
  const installs = all.filter((_one, at) => named[at])
  if (installs.length === 0) return null
  // Where it is not known what was chosen, somebody is asked: nothing runs unjudged by that.
  const away: AwayChoice = last?.away ?? 'ask'
  await layFiles(place, away)
  return { away, installs }
}

/** True where settings name the hook, whoever put it there. */
export async function namesHook(path: string, { hook }: GuardPlaces): Promise<boolean> {
  const read = await readAgentSettings(path)
  const parts = read.ok ? settingsText(read.value) : read
  return parts.ok && hookIn(parts.value.text, { mark: markOf(hook), command: '' }) !== 'none'
}

/** An entry of which nobody knows what stood there before. */
function foundInstall({ here, place, program, platform, clock }: LostList): Install {
  return {
    ...unknownInstall(here),
    ...{ command: commandFor({ place, program, platform }), program: program.path },
    ...{ version: brand.version, at: Math.trunc(clock.now()) },
  }
}
