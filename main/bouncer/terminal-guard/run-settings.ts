import { guardErrors } from '../../../shared/bouncer/guard-errors.ts'
import type { AwayChoice } from '../../../shared/bouncer/terminal-guard.ts'
import { brand } from '../../../shared/brand.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { systemCode } from '../../kit/system-code.ts'
import type { GuardPlaces } from './guard-places.ts'
import type { HookProgram } from './hook-command.ts'
import { withHook } from './hook-entry.ts'
import { managedOff } from './look-at-guard.ts'
import { commandFor, layFiles, unwritable } from './put-in.ts'

/** What settings for one start are made from. */
export interface RunStart {
  readonly place: GuardPlaces
  readonly program: HookProgram | null
  readonly platform: NodeJS.Platform
  readonly away: AwayChoice
  readonly isListening: boolean
  /** The terminal of the app in which the agent will run. */
  readonly terminal: string
}

/** Seconds for which a question may wait for its card: a week, which no terminal of the app outlives. */
const cardTimeout = 604_800
const startTimeout = 60

/**
 * Settings that bring the hook for one start of the agent's program, whatever the person installed and
 * whatever the project's settings switch off (measured: `--settings` outranks both). Fails where the
 * hook could not be in force.
 */
export async function settingsForRun(
  start: RunStart,
): Promise<Result<Record<string, unknown>, Failure>> {
  const { place, program, platform, away, isListening, terminal } = start
  if (program === null) {
    return err(failure(guardErrors, 'guard.no-program', { command: brand.command }))
  }
  if (!isListening) {
    return err(failure(guardErrors, 'guard.not-listening', { path: place.socket }))
  }
  const managed = await managedOff(platform)
  if (managed !== null) return err(failure(guardErrors, 'guard.managed', { path: managed }))
  try {
    await layFiles(place, away)
  } catch (error) {
    return err(unwritable(place, systemCode(error)))
  }
  const line = { place, program, platform }
  // The same entries as an installation makes, so that both together are one.
  const { hooks } = JSON.parse(withHook('{}', commandFor(line)).text) as { hooks: object }
  const command = commandFor({ ...line, terminal })
  const entry = (timeout: number) => ({ type: 'command', command, timeout })
  return ok({
    disableAllHooks: false,
    hooks: {
      ...hooks,
      SessionStart: [{ hooks: [entry(startTimeout)] }],
      PermissionRequest: [{ matcher: '*', hooks: [entry(cardTimeout)] }],
    },
  })
}
