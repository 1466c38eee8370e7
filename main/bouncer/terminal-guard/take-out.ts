import { rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { guardErrors } from '../../../shared/bouncer/guard-errors.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { readPlainFile } from '../../kit/plain-file.ts'
import { isMissing, systemCode } from '../../kit/system-code.ts'
import {
  type AgentSettings,
  digest,
  readAgentSettings,
  settingsText,
  writeAgentSettings,
} from './agent-settings.ts'
import { withoutHook } from './hook-entry.ts'
import type { Install } from './install-state.ts'

/** A settings file after an uninstallation. */
export interface Restored {
  readonly path: string
  /** `restored`: byte for byte as before · `removed`: there was none before · `edited`: others had changed it, only our entry was taken out · `gone`: it held no entry of ours. */
  readonly how: 'restored' | 'removed' | 'edited' | 'gone'
}

/** Takes one installation out of its settings file; `mark` is how the hook's path stands in commands, `folder` holds the copies. */
export async function takeOut(
  one: Install,
  { folder, mark }: { readonly folder: string; readonly mark: string },
): Promise<Result<Restored, Failure>> {
  const { path } = one
  const read = await readAgentSettings(path)
  if (!read.ok) return read
  const { bytes } = read.value
  if (bytes === null) return ok({ path, how: 'gone' })
  if (digest(bytes) === one.installedHash) {
    const before = await backupOf(one, folder)
    if (before !== 'lost') return restoreWhole(one, read.value, before)
  }
  return cutOut(one, read.value, mark)
}

async function cutOut(
  { path, made }: Install,
  settings: AgentSettings,
  mark: string,
): Promise<Result<Restored, Failure>> {
  const parts = settingsText(settings)
  if (!parts.ok) return parts
  const { text, mark: order } = parts.value
  try {
    const bare = withoutHook(text, mark, made)
    if (bare === text) return ok({ path, how: 'gone' })
    const written = await writeAgentSettings(settings, Buffer.from(order + bare))
    return written.ok ? ok({ path, how: 'edited' }) : written
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return err(failure(guardErrors, 'guard.foreign', { path, cause: error.message }))
  }
}

/** What lay there before an installation: bytes, nothing, or a copy that is not there any more. */
async function backupOf(one: Install, folder: string): Promise<Buffer | null | 'lost'> {
  if (one.backup === null) return null
  try {
    const bytes = await readPlainFile(join(folder, one.backup))
    return digest(bytes) === one.backupHash ? bytes : 'lost'
  } catch (error) {
    if (isMissing(error)) return 'lost'
    throw error
  }
}

async function restoreWhole(
  { path, mode, madeFolder }: Install,
  read: AgentSettings,
  before: Buffer | null,
): Promise<Result<Restored, Failure>> {
  const written = await writeAgentSettings(read, before, mode)
  if (!written.ok) return written
  if (madeFolder) await removeEmpty(dirname(path))
  return ok({ path, how: before === null ? 'removed' : 'restored' })
}

async function removeEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    // Something else lies in it by now.
    if (systemCode(error) !== 'ENOTEMPTY' && !isMissing(error)) throw error
  }
}
