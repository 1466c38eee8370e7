import { guardRemarks } from '../../../shared/bouncer/guard-remarks.ts'
import type { GuardStanding } from '../../../shared/bouncer/terminal-guard.ts'
import { brand } from '../../../shared/brand.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { ok, type Result } from '../../../shared/kit/result.ts'
import type { DataOwner } from '../../kit/data-owner.ts'
import type { HandlersOf } from '../../kit/handlers.ts'
import { settingsPathOf } from './agent-settings.ts'
import { createGuardDataOwner } from './guard-data-owner.ts'
import { createGuardInstaller, type GuardInstaller } from './guard-installer.ts'
import { guardPlaces } from './guard-places.ts'
import type { HookProgram } from './hook-command.ts'
import { lookAtHook } from './hook-file.ts'
import { type HookListener, type HookListenerDeps, listenForHooks } from './listen-for-hooks.ts'
import { lookAtGuard } from './look-at-guard.ts'
import { layFiles } from './put-in.ts'
import { settingsForRun } from './run-settings.ts'
import { createGuardWatch } from './watch-guard.ts'

/** Judges the calls of agents that the person starts in a terminal. */
export interface TerminalGuard {
  readonly handlers: HandlersOf<'guard'>
  readonly dataOwner: DataOwner
  /** Looks whether an installed guard was taken out or changed, and tells; to be called again and again. */
  watch(): Promise<void>
  /** Settings that bring the hook for one start of the agent's program in a terminal of the app; fails where it could not be in force. */
  settingsForRun(terminal: string): Promise<Result<Record<string, unknown>, Failure>>
  /** Ends listening; from then on hooks do what was chosen for when no app runs. */
  close(): Promise<void>
}

/** What the terminal guard needs from the app. */
export interface TerminalGuardDeps extends HookListenerDeps {
  readonly environment: NodeJS.ProcessEnv
  /** What runs the hook; null where this copy of the app has nothing that stays. */
  readonly program: HookProgram | null
  /** False for a command that runs one errand: nothing listens then. */
  readonly isListening: boolean
  checkAgent(): Promise<GuardStanding['agent']>
}

/** Starts listening for hooks, where the app is to listen, and brings an installed hook up to date. */
export async function createTerminalGuard(deps: TerminalGuardDeps): Promise<TerminalGuard> {
  const { platform } = process
  const installer = createGuardInstaller({ ...deps, platform })
  const listener: HookListener | null = deps.isListening ? await listenForHooks(deps) : null
  if (listener !== null) await mend(deps, installer, false)

  const standing = async (agent: GuardStanding['agent'], isAppReachable: boolean) =>
    lookAtGuard({
      ...{ ...deps, platform, agent, state: await installer.state(), folder: null },
      isAppReachable,
    })
  let wasLaidForRun = false
  const isListening = () => listener?.isListening() ?? false
  const look = async () => ok(await standing(await deps.checkAgent(), isListening()))
  return {
    watch: createGuardWatch({
      ...{ notify: deps.notify, takeBack: deps.takeBack },
      files: async () => watchedFiles(deps, (await installer.state()).installs),
      async look() {
        // Whether hooks find the app is looked at where it listens.
        const { hook, installs, remarks, settingsPath } = await standing(unknownAgent, false)
        const elsewhere = notHere(settingsPath)
        const isNowhere = installs.length === 0 && remarks.includes(elsewhere)
        const ours = isNowhere ? [] : remarks.filter((one) => one !== elsewhere)
        const ofRuns = isNowhere && wasLaidForRun && hook.state !== 'intact'
        return { hook, installs, remarks: ofRuns ? [ofHook(hook)] : ours }
      },
      mend: async () => mend(deps, installer, wasLaidForRun),
    }),
    handlers: {
      'guard.status': look,
      async 'guard.install'({ away }) {
        const installed = await installer.install(away)
        return installed.ok ? look() : installed
      },
      async 'guard.uninstall'() {
        const out = await installer.uninstall()
        return out.ok ? look() : out
      },
    },
    dataOwner: createGuardDataOwner(deps.home, installer),
    async settingsForRun(terminal) {
      const settings = await settingsForRun({
        ...{ place: guardPlaces(deps.home), program: deps.program, platform, terminal },
        ...{ away: (await installer.state()).away, isListening: isListening() },
      })
      wasLaidForRun ||= settings.ok
      return settings
    },
    close: async () => listener?.close(),
  }
}

const unknownAgent = { state: 'unknown', path: null, version: null } as const

/** Settings that the agent's program reads in this environment only; the guard was put into others. */
function notHere(path: string): string {
  return failure(guardRemarks, 'guard.not-here', { command: brand.command, path }).message
}

function ofHook({ path, state }: GuardStanding['hook']): string {
  const code = state === 'missing' ? 'guard.hook-missing' : 'guard.hook-changed'
  return failure(guardRemarks, code, { command: brand.command, path }).message
}

function watchedFiles(
  { home, environment, userHome }: Pick<TerminalGuardDeps, 'home' | 'environment' | 'userHome'>,
  installs: readonly { readonly path: string }[],
): string[] {
  const { hook, installs: list } = guardPlaces(home)
  const paths = [settingsPathOf(environment, userHome), ...installs.map(({ path }) => path)]
  return [list, hook, ...new Set(paths)]
}

/** Puts back a lost list and the hook of this version, and says so where they were taken; false where that failed. */
async function mend(
  deps: TerminalGuardDeps,
  installer: GuardInstaller,
  isNeeded: boolean,
): Promise<boolean> {
  const { home, notify, logger } = deps
  const { folder, hook } = guardPlaces(home)
  const tell = (code: keyof typeof guardRemarks, path: string) => {
    const { message } = failure(guardRemarks, code, { path })
    notify({ level: 'warning', source: 'bouncer', message })
  }
  try {
    const was = await lookAtHook(hook)
    if (await installer.restore()) {
      tell(was === 'missing' ? 'guard.folder-mended' : 'guard.list-mended', folder)
      return true
    }
    const { installs, away } = await installer.state()
    if (was === 'intact' || (installs.length === 0 && !isNeeded)) return true
    await layFiles(guardPlaces(home), away)
    if (installs.every(({ version }) => version === brand.version)) tell('guard.hook-mended', hook)
    return true
  } catch (error) {
    logger.error('hook not brought up to date', { error })
    return false
  }
}
