import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type DataOwner, type HeldData, StaysError } from '../../kit/data-owner.ts'
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
      const read = async () => (isCopy ? null : await readFile(path))
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
  }
}
