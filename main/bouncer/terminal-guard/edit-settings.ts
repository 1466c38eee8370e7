import { guardErrors } from '../../../shared/bouncer/guard-errors.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { type AgentSettings, readOnlyFailure, settingsText } from './agent-settings.ts'
import { ForeignSettings, hookIn, type Made, withHook, withoutHook } from './hook-entry.ts'

/** Settings with the hook, and what an uninstallation brings back. */
export interface Edited {
  /** Without our entry; null where there was no file. */
  readonly base: Buffer | null
  readonly bytes: Buffer
  readonly made: Made
}

/** Our entry: its command, how the hook's path stands in commands, and what an earlier installation made for it. */
export interface OurEntry {
  readonly command: string
  readonly mark: string
  readonly made: Made
}

/** The settings with our entry exactly once, all else byte for byte as it was. */
export function editSettings(settings: AgentSettings, ours: OurEntry): Result<Edited, Failure> {
  const { path, bytes } = settings
  const readOnly = readOnlyFailure(settings)
  if (readOnly) return err(readOnly)
  const parts = settingsText(settings)
  if (!parts.ok) return parts
  const { text, mark: order } = parts.value
  if (isOff(text)) return err(failure(guardErrors, 'guard.all-hooks-off', { path }))
  try {
    const there = hookIn(text, ours)
    const bare = withoutHook(text, ours.mark, ours.made)
    // Untouched bytes stay untouched, whatever a text would make of them.
    const base = bytes === null || there === 'none' ? bytes : Buffer.from(order + bare)
    if (bytes !== null && there === 'whole') {
      return ok({ base, bytes, made: ours.made })
    }
    const { text: added, made } = withHook(bare, ours.command)
    return ok({ base, bytes: Buffer.from(order + added), made })
  } catch (error) {
    if (!(error instanceof ForeignSettings) && !(error instanceof SyntaxError)) throw error
    return err(failure(guardErrors, 'guard.foreign', { path, cause: error.message }))
  }
}

/** True for settings that switch every hook off. */
export function isOff(text: string): boolean {
  const value: unknown = JSON.parse(text)
  return (
    typeof value === 'object' &&
    value !== null &&
    'disableAllHooks' in value &&
    value.disableAllHooks === true
  )
}
