import { guardRemarks } from '../../../shared/bouncer/guard-remarks.ts'
import type { GuardStanding } from '../../../shared/bouncer/terminal-guard.ts'
import { brand } from '../../../shared/brand.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { ok, type Result } from '../../../shared/kit/result.ts'
import type { DataOwner } from '../../kit/data-owner.ts'
import type { HandlersOf } from '../../kit/handlers.ts'
import { createGuardDataOwner } from './guard-data-owner.ts'
import { createGuardInstaller } from './guard-installer.ts'
import { guardPlaces } from './guard-places.ts'
import type { HookProgram } from './hook-command.ts'
import { lookAtHook, placeHook } from './hook-file.ts'
import { type HookListener, type HookListenerDeps, listenForHooks } from './listen-for-hooks.ts'
import { lookAtGuard } from './look-at-guard.ts'
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
  if (listener !== null) await mend(deps, (await installer.state()).installs)

  const standing = async (agent: GuardStanding['agent']) =>
    lookAtGuard({
      ...{ ...deps, platform, agent, state: await installer.state(), folder: null },
      isAppReachable: listener?.isListening() ?? false,
    })
  const look = async () => ok(await standing(await deps.checkAgent()))
  return {
    watch: createGuardWatch({
      notify: deps.notify,
      files: async () => watchedFiles(deps.home, (await installer.state()).installs),
      async look() {
        const { hook, installs, remarks, settingsPath } = await standing(unknownAgent)
        const elsewhere = notHere(settingsPath)
        const ours = installs.length === 0 ? [] : remarks.filter((one) => one !== elsewhere)
        return { hook, remarks: ours }
      },
      mend: async () => mend(deps, (await installer.state()).installs),
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
    settingsForRun: async (terminal) =>
      settingsForRun({
        ...{ place: guardPlaces(deps.home), program: deps.program, platform, terminal },
        ...{ away: (await installer.state()).away, isListening: listener?.isListening() ?? false },
      }),
    close: async () => listener?.close(),
  }
}

const unknownAgent = { state: 'unknown', path: null, version: null } as const

/** Settings that the agent's program reads in this environment only; the guard was put into others. */
function notHere(path: string): string {
  return failure(guardRemarks, 'guard.not-here', { command: brand.command, path }).message
}

function watchedFiles(home: string, installs: readonly { readonly path: string }[]): string[] {
  const { hook, installs: note } = guardPlaces(home)
  return [note, hook, ...installs.map(({ path }) => path)]
}

/** Puts the hook of this version in place; says so where the one of this very version was another. */
async function mend(
  { home, notify, logger }: TerminalGuardDeps,
  installs: readonly { readonly version: string }[],
): Promise<void> {
  if (installs.length === 0) return
  const { hook } = guardPlaces(home)
  try {
    const was = await lookAtHook(hook)
    if (was === 'intact') return
    await placeHook(hook)
    if (installs.some(({ version }) => version !== brand.version)) return
    const { message } = failure(guardRemarks, 'guard.hook-mended', { path: hook })
    notify({ level: 'warning', source: 'bouncer', message })
  } catch (error) {
    logger.error('hook not brought up to date', { error })
  }
}
