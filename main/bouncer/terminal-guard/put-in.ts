import { dirname, join } from 'node:path'
import { guardErrors } from '../../../shared/bouncer/guard-errors.ts'
import type { AwayChoice } from '../../../shared/bouncer/terminal-guard.ts'
import { brand } from '../../../shared/brand.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { replaceFile } from '../../kit/atomic-file.ts'
import type { Clock } from '../../kit/clock.ts'
import { isThere } from '../../kit/is-there.ts'
import { makeFolder } from '../../kit/make-folder.ts'
import { systemCode } from '../../kit/system-code.ts'
import {
  type AgentSettings,
  digest,
  readAgentSettings,
  writeAgentSettings,
} from './agent-settings.ts'
import { type Edited, editSettings } from './edit-settings.ts'
import type { GuardPlaces } from './guard-places.ts'
import { type HookProgram, hookCommand, markOf } from './hook-command.ts'
import { everyMade } from './hook-entry.ts'
import { placeHook } from './hook-file.ts'
import { type Install, type InstallState, unknownInstall } from './install-state.ts'

/** What an installation starts from. */
export interface PutStart {
  readonly place: GuardPlaces
  readonly program: HookProgram
  readonly platform: NodeJS.Platform
  readonly clock: Clock
  readonly before: InstallState
  /** Absolute path of the settings file. */
  readonly path: string
  readonly away: AwayChoice | undefined
}

/** An installation of which everything is laid but the entry itself. */
export interface Prepared {
  readonly next: InstallState
  readonly settings: AgentSettings
  readonly bytes: Buffer
}

/** Reads and edits the settings, lays the files that the hook needs and copies the settings as they were. */
export async function preparePut(start: PutStart): Promise<Result<Prepared, Failure>> {
  const { place, before, path, program } = start
  const read = await readAgentSettings(path)
  if (!read.ok) return read
  const settings = read.value
  const command = commandFor(start)
  const old = before.installs.find((one) => one.path === path)
  const ours = { command, mark: markOf(place.hook), made: old?.made ?? everyMade }
  const edited = editSettings(settings, ours)
  if (!edited.ok) return edited
  const away = start.away ?? before.away
  const isOurs = old !== undefined && old.installedHash === digest(settings.bytes)
  const backed = await trying(place, async () => {
    await layFiles(place, away)
    return isOurs ? old : await backUp(settings, edited.value, place)
  })
  if (!backed.ok) return backed
  const one: Install = {
    ...backed.value,
    installedHash: digest(edited.value.bytes),
    ...{ command, program: program.path, version: brand.version },
    at: Math.trunc(start.clock.now()),
  }
  const others = before.installs.filter((other) => other.path !== path)
  return ok({ next: { away, installs: [...others, one] }, settings, bytes: edited.value.bytes })
}

/** Writes the settings with the entry, where they are not so already. */
export async function put({ settings, bytes }: Prepared): Promise<Result<void, Failure>> {
  if (settings.bytes?.equals(bytes)) return ok(undefined)
  return writeAgentSettings(settings, bytes)
}

/** The failure to write into the folder of the guard. */
export function unwritable({ folder: path }: GuardPlaces, cause: string): Failure {
  return failure(guardErrors, 'guard.home-unwritable', { path, cause })
}

async function trying<T>(place: GuardPlaces, work: () => Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await work())
  } catch (error) {
    return err(unwritable(place, systemCode(error)))
  }
}

/** The line for the agent's settings, with the sentence for when it could not run. */
export function commandFor({
  place,
  ...line
}: Pick<PutStart, 'place' | 'program' | 'platform'> & { readonly terminal?: string }): string {
  const { name, command } = brand
  const sentence = `The guard of ${name} could not run, so this call is blocked. Run \`${command} bouncer install\` or \`${command} bouncer uninstall\`, or take its entry out of the hooks in the settings of Claude Code.`
  return hookCommand({ ...line, hook: place.hook, sentence })
}

/** Lays what the hook needs into the guard's folder. */
export async function layFiles(place: GuardPlaces, away: AwayChoice): Promise<void> {
  await makeFolder(place.folder, 0o700)
  await placeHook(place.hook)
  await replaceFile(place.choice, `${JSON.stringify({ v: 1, away })}\n`)
}

/** Copies the settings as they are without our entry, and notes what else an exact restoration needs. */
async function backUp(
  { path, mode, bytes }: AgentSettings,
  { base, made }: Edited,
  place: GuardPlaces,
): Promise<Install> {
  const name = `settings-${digest(Buffer.from(path)).slice(0, 16)}.backup`
  if (base !== null) await replaceFile(join(place.folder, name), base)
  return {
    ...unknownInstall(path),
    ...{ backup: base === null ? null : name, backupHash: digest(base), mode, made: [...made] },
    madeFolder: bytes === null && !(await isThere(dirname(path))),
  }
}
