import { z } from 'zod'
import { awayChoiceSchema } from '../../../shared/bouncer/terminal-guard.ts'
import { type AtomicFile, createAtomicFile } from '../../kit/atomic-file.ts'
import type { Clock } from '../../kit/clock.ts'
import { everyMade } from './hook-entry.ts'

const installSchema = z.object({
  /** Absolute path of the settings file. */
  path: z.string(),
  /** Name of its copy in the guard's folder; null where there was no file. */
  backup: z.string().nullable(),
  backupHash: z.string(),
  mode: z.number().int(),
  /** Of the file as it was left; anything else was changed by others. */
  installedHash: z.string(),
  made: z.array(z.enum(['hooks', 'PreToolUse', 'PostToolUse', 'PostToolUseFailure'])),
  /** True where the folder of the settings was made too. */
  madeFolder: z.boolean(),
  command: z.string(),
  /** Absolute path of what runs the hook. */
  program: z.string(),
  version: z.string(),
  at: z.number(),
})
/** One settings file into which the hook was put. */
export type Install = z.infer<typeof installSchema>

const stateSchema = z.object({ installs: z.array(installSchema), away: awayChoiceSchema })
/** Where the hook was put and what was chosen; what is missing means nowhere and to ask. */
export type InstallState = z.infer<typeof stateSchema>

/** The state of a guard that was never installed. */
export const noInstalls: InstallState = { installs: [], away: 'ask' }

/** The file that keeps where the hook was put. */
export function installFile(path: string, clock: Clock): AtomicFile<InstallState> {
  const check = (value: unknown) => stateSchema.parse(value)
  return createAtomicFile({ path, format: 'terminal-guard', version: 1, check, clock })
}

/** Stands for an installation of which only the entry in the settings is left; its time is 0. */
export function unknownInstall(path: string): Install {
  return {
    ...{ path, backup: null, backupHash: '', mode: 0, installedHash: 'unknown' },
    ...{ made: [...everyMade], madeFolder: false, command: '', program: '', version: '', at: 0 },
  }
}
