import { readdir, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { replaceFile } from '../../kit/atomic-file.ts'
import {
  type DataOwner,
  type ForgetFindings,
  type HeldData,
  StaysError,
} from '../../kit/data-owner.ts'
import type { Forgetting } from '../../kit/forget-secret.ts'
import { readPlainFile } from '../../kit/plain-file.ts'
import { readRegularFile } from '../../kit/read-regular-file.ts'
import { isMissing } from '../../kit/system-code.ts'
import type { GuardInstaller } from './guard-installer.ts'
import { guardPlaces } from './guard-places.ts'

/** What the running app itself needs; it goes with the process. */
const ofTheProcess = new Set(['guard.sock', 'running.json'])

/** What the terminal guard keeps; an erase takes the hook out of the agent's settings first. */
export function createGuardDataOwner(home: string, installer: GuardInstaller): DataOwner {
  const { folder } = guardPlaces(home)
  const names = async () => {
    try {
      return (await readdir(folder)).sort().filter((name) => !ofTheProcess.has(name))
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  }
  async function* held(): AsyncIterable<HeldData> {
    for (const name of await names()) {
      const path = join(folder, name)
      const { size } = await stat(path)
      // Settings of the agent may hold keys; they are the person's own file, and it is where it was.
      const isCopy = name.endsWith('.backup')
      const read = async () => (isCopy ? null : await readPlainFile(path))
      yield { path: relative(home, path), bytes: size, read }
    }
  }
  return {
    name: 'terminal-guard',
    formats: [
      { pattern: 'guard/*.backup', what: 'settings of the agent as they were before the hook' },
      { pattern: 'guard/*.json', what: 'where the hook was put, what you chose, the newest call' },
      { pattern: 'guard/*.cjs', what: 'the hook that the agent runs before each call' },
    ],
    export: held,
    async erase() {
      const before = new Map<string, number>()
      for await (const { path, bytes } of held()) before.set(path, bytes)
      const out = await installer.uninstall()
      // Without the hook's files the agent would block every call.
      if (!out.ok) throw new StaysError(out.error.message)
      for (const name of await names()) await rm(join(folder, name), { force: true })
      return [...before].map(([path, bytes]) => ({ path, bytes }))
    },
    retain: async () => [],
    async forget(secret, mode) {
      const told: ForgetFindings[] = []
      for (const name of await names()) {
        told.push(await forgetIn(join(folder, name), secret, { home, mode }))
      }
      for (const { path } of (await installer.state()).installs) {
        told.push(await lookIntoOwnSettings(path, secret))
      }
      return {
        found: told.flatMap(({ found }) => found),
        stays: told.flatMap(({ stays }) => stays),
      }
    },
  }
}

const nowhere: ForgetFindings = { found: [], stays: [] }

/** A copy that was changed is not put back at an uninstallation any more: only the entry of the hook is taken out then. */
async function forgetIn(
  path: string,
  secret: Forgetting,
  { home, mode }: { readonly home: string; readonly mode: 'find' | 'replace' },
): Promise<ForgetFindings> {
  const bytes = await readRegularFile(path)
  const text = bytes?.toString('utf8') ?? ''
  const places = secret.count(text)
  if (bytes === null || places === 0) return nowhere
  const at = relative(home, path)
  const isOurText = path.endsWith('.backup') && Buffer.from(text).equals(bytes)
  if (!isOurText) return { found: [], stays: [{ path: at, why: neededSentence }] }
  if (mode === 'replace') await replaceFile(path, secret.text(text))
  return { found: [{ path: at, places }], stays: [] }
}

const neededSentence =
  'The hook needs this file as it is. Take the hook out in the settings, under “Claude Code in a terminal”; the file goes with it.'

/** The file is the person's own, and no change here takes the secret out of it. */
async function lookIntoOwnSettings(path: string, secret: Forgetting): Promise<ForgetFindings> {
  const text = (await readRegularFile(path))?.toString('utf8') ?? ''
  if (secret.count(text) === 0) return nowhere
  const why =
    'These are the settings of Claude Code, your own file, which is not changed here. Take the secret out there.'
  return { found: [], stays: [{ path, why }] }
}
