import { createHash, randomBytes } from 'node:crypto'
import { chmod, lstat, open, realpath, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { guardErrors } from '../../../shared/bouncer/guard-errors.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { makeFolder } from '../../kit/make-folder.ts'
import { readPlainFile } from '../../kit/plain-file.ts'
import { isMissing, systemCode } from '../../kit/system-code.ts'

/** A settings file of the agent's program as it lies there. */
export interface AgentSettings {
  /** Absolute path as the agent's program names it. */
  readonly path: string
  /** Where a link at that path leads; null for a file of its own. */
  readonly leadsTo: string | null
  /** Null where there is no file. */
  readonly bytes: Buffer | null
  /** Rights of the file, or those of a new one. */
  readonly mode: number
}

const mostBytes = 4_000_000
/** What the agent's program itself gives to it. */
const newMode = 0o600

/** Absolute path of the person's own settings of the agent's program. */
export function settingsPathOf(environment: NodeJS.ProcessEnv, userHome: string): string {
  const folder = environment.CLAUDE_CONFIG_DIR
  return join(folder ? resolve(folder) : join(userHome, '.claude'), 'settings.json')
}

/** Reads it without following what is not the person's own; the failure says what to do. */
export async function readAgentSettings(path: string): Promise<Result<AgentSettings, Failure>> {
  try {
    const leadsTo = await linkAt(path)
    if (leadsTo === 'nowhere') return err(failure(guardErrors, 'guard.link-nowhere', { path }))
    return await readAt(path, leadsTo)
  } catch (error) {
    if (isMissing(error)) return ok({ path, leadsTo: null, bytes: null, mode: newMode })
    return err(failure(guardErrors, 'guard.unreadable', { path, cause: systemCode(error) }))
  }
}

async function linkAt(path: string): Promise<string | null> {
  if (!(await lstat(path)).isSymbolicLink()) return null
  try {
    return await realpath(path)
  } catch (error) {
    if (isMissing(error) || systemCode(error) === 'ELOOP') return 'nowhere'
    throw error
  }
}

async function readAt(
  path: string,
  leadsTo: string | null,
): Promise<Result<AgentSettings, Failure>> {
  const found = await lstat(leadsTo ?? path)
  if (!found.isFile()) return err(failure(guardErrors, 'guard.no-file', { path }))
  const isForeign = process.getuid !== undefined && found.uid !== process.getuid()
  if (isForeign || (found.mode & 0o022) !== 0) {
    return err(failure(guardErrors, 'guard.not-own', { path: leadsTo ?? path }))
  }
  if (found.size > mostBytes) return err(failure(guardErrors, 'guard.too-large', { path }))
  const bytes = await readPlainFile(leadsTo ?? path)
  return ok({ path, leadsTo, bytes, mode: found.mode & 0o777 })
}

/** The text of the settings, and what stood before it (a byte order mark); null bytes where there is no file. */
export function settingsText({ path, bytes }: AgentSettings): Result<SettingsText, Failure> {
  if (bytes === null || bytes.length === 0) return ok({ mark: '', text: '{}\n' })
  try {
    const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const mark = whole.startsWith('\uFEFF') ? '\uFEFF' : ''
    const text = whole.slice(mark.length)
    JSON.parse(text)
    return ok({ mark, text })
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return err(failure(guardErrors, 'guard.broken', { path, cause }))
  }
}

/** The parts of a settings file that are edited apart. */
export interface SettingsText {
  readonly mark: string
  readonly text: string
}

/** The failure to change settings that their owner made read-only; null where they are not. */
export function readOnlyFailure({ path, leadsTo, bytes, mode }: AgentSettings): Failure | null {
  if (bytes === null || (mode & 0o200) !== 0) return null
  return failure(guardErrors, 'guard.read-only', { path: leadsTo ?? path })
}

/**
 * Replaces the settings in one step and keeps their rights and the link that leads to them; null
 * removes the file. Fails, and leaves it as it is, when it is no longer as it was read.
 */
export async function writeAgentSettings(
  read: AgentSettings,
  bytes: Buffer | null,
  mode = read.mode,
): Promise<Result<void, Failure>> {
  const path = read.leadsTo ?? read.path
  const readOnly = readOnlyFailure(read)
  if (readOnly) return err(readOnly)
  const now = await readAgentSettings(read.path)
  if (!now.ok) return now
  if (!isSame(now.value.bytes, read.bytes) || now.value.leadsTo !== read.leadsTo) {
    return err(failure(guardErrors, 'guard.changed-meanwhile', { path }))
  }
  try {
    if (bytes === null) await rm(path, { force: true })
    else await replace(path, bytes, mode)
    return ok(undefined)
  } catch (error) {
    return err(failure(guardErrors, 'guard.unwritable', { path, cause: systemCode(error) }))
  }
}

async function replace(path: string, bytes: Buffer, mode: number): Promise<void> {
  await makeFolder(dirname(path), 0o700)
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await chmod(draft, mode)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

function isSame(left: Buffer | null, right: Buffer | null): boolean {
  return left === null || right === null ? left === right : left.equals(right)
}

/** SHA-256 of bytes, in hex; of none where there is no file. */
export function digest(bytes: Uint8Array | null): string {
  return bytes === null ? '' : createHash('sha256').update(bytes).digest('hex')
}
