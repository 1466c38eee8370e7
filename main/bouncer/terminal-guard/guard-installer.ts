import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { guardErrors } from '../../../shared/bouncer/guard-errors.ts'
import type { AwayChoice } from '../../../shared/bouncer/terminal-guard.ts'
import { brand } from '../../../shared/brand.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { Clock } from '../../kit/clock.ts'
import { createTurns } from '../../kit/turns.ts'
import { settingsPathOf } from './agent-settings.ts'
import { guardPlaces } from './guard-places.ts'
import { type HookProgram, markOf } from './hook-command.ts'
import {
  type Install,
  type InstallState,
  installFile,
  noInstalls,
  unknownInstall,
} from './install-state.ts'
import { putBack } from './put-back.ts'
import { preparePut, put, unwritable } from './put-in.ts'
import { type Restored, takeOut } from './take-out.ts'

/** Puts the hook into the settings of the agent's program and takes it out. */
export interface GuardInstaller {
  /** Installs for the settings that the agent's program reads here, or brings the entry up to date. */
  install(away?: AwayChoice): Promise<Result<void, Failure>>
  /** Takes it out wherever it was put; names each file and whether it is as it was before. */
  uninstall(): Promise<Result<readonly Restored[], Failure>>
  /** What was done so far; nothing where that cannot be read. */
  state(): Promise<InstallState>
  /** Makes the list and the hook's files anew where the list is gone while settings still name the hook; true when it did. Rejects with the system's error. */
  restore(): Promise<boolean>
}

/** What installing needs. */
export interface GuardInstallerDeps {
  readonly home: string
  readonly userHome: string
  readonly environment: NodeJS.ProcessEnv
  readonly clock: Clock
  readonly platform: NodeJS.Platform
  /** What runs the hook; null where this copy of the app has nothing that stays. */
  readonly program: HookProgram | null
}

type Done = Result<void, Failure>
const done: Done = ok(undefined)

/** Creates the installer; nothing is touched until it is asked, and two windows that ask at once are served in turn. */
export function createGuardInstaller(deps: GuardInstallerDeps): GuardInstaller {
  const { install, uninstall, state, restore } = installerOf(deps)
  const inTurn = createTurns()
  return {
    install: (away) => inTurn(() => install(away)),
    uninstall: () => inTurn(uninstall),
    state,
    restore: () => inTurn(restore),
  }
}

function installerOf(deps: GuardInstallerDeps): GuardInstaller {
  const place = guardPlaces(deps.home)
  const file = installFile(place.installs, deps.clock)
  let last: InstallState | null = null

  const state = async (): Promise<InstallState> => {
    const found = await file.inspect()
    if (found.status !== 'ok') return noInstalls
    last = found.value
    return last
  }
  const keep = async (next: InstallState): Promise<Done> => {
    const kept = await file.write(next)
    return kept.ok ? done : err(unwritable(place, kept.error))
  }

  const install = async (away?: AwayChoice): Promise<Done> => {
    const { program } = deps
    if (program === null) {
      return err(failure(guardErrors, 'guard.no-program', { command: brand.command }))
    }
    const before = await state()
    const path = settingsPathOf(deps.environment, deps.userHome)
    const prepared = await preparePut({ ...deps, place, program, before, path, away })
    if (!prepared.ok) return prepared
    // The note comes first, so that a kill in between loses nothing.
    const kept = await keep(prepared.value.next)
    if (!kept.ok) return kept
    const written = await put(prepared.value)
    if (!written.ok) await keep({ ...prepared.value.next, installs: before.installs })
    return written
  }

  const uninstall = async (): Promise<Result<readonly Restored[], Failure>> => {
    const { installs } = await state()
    const here = settingsPathOf(deps.environment, deps.userHome)
    // Where the note of it was lost, the entry still names the hook.
    const isKnown = installs.some(({ path }) => path === here)
    const restored: Restored[] = []
    for (const one of isKnown ? installs : [...installs, unknownInstall(here)]) {
      const out = await takeOutAndForget(one)
      if (!out.ok) return out
      if (one.at > 0 || out.value.how !== 'gone') restored.push(out.value)
    }
    await rm(place.hook, { force: true })
    await rm(place.choice, { force: true })
    return ok(restored)
  }

  const takeOutAndForget = async (one: Install): Promise<Result<Restored, Failure>> => {
    const out = await takeOut(one, { folder: place.folder, mark: markOf(place.hook) })
    if (!out.ok || one.at === 0) return out
    const now = await state()
    const kept = await keep({
      ...now,
      installs: now.installs.filter(({ path }) => path !== one.path),
    })
    if (!kept.ok) return kept
    if (one.backup) await rm(join(place.folder, one.backup), { force: true })
    return out
  }

  const restore = async (): Promise<boolean> => {
    const { program } = deps
    const found = await file.inspect()
    const isLost = found.status === 'missing' || found.status === 'damaged'
    if (!isLost || program === null) return false
    const here = settingsPathOf(deps.environment, deps.userHome)
    const next = await putBack({ ...deps, place, program, last, here })
    if (next === null) return false
    const kept = await file.write(next)
    if (!kept.ok) throw new Error(kept.error)
    last = next
    return true
  }

  return { install, uninstall, state, restore }
}
