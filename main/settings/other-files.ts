import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { OtherFiles } from '../../shared/settings/model.ts'
import { readPlainText } from '../kit/plain-file.ts'
import { isMissing } from '../kit/system-code.ts'

/** Files that the command-line program of the same name keeps in this home; they are never changed. */
const known: readonly RegExp[] = [
  /^credentials(?:-[a-z]+)?\.json$/,
  /^(?:client-id|session-token|config\.json|settings\.json|instances\.json|update-check\.json)$/,
  /^(?:autocomplete-frecency\.json|mcp-config-[\w-]+\.json|\.pty-setup-dismissed|\.env)$/,
]

const mostBytes = 64 * 1024
const theirSettings = z.object({ model: z.string().min(1).max(200) })

/** Lists files of another program in the home, and what of its settings could hold here. Reads its settings, nothing else. */
export async function otherFiles(home: string): Promise<OtherFiles> {
  const files = await namesIn(home)
  const model = files.includes('settings.json') ? await modelIn(join(home, 'settings.json')) : null
  return { files, importable: model === null ? {} : { model } }
}

async function namesIn(home: string): Promise<string[]> {
  try {
    const entries = await readdir(home, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && known.some((name) => name.test(entry.name)))
      .map(({ name }) => name)
      .sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function modelIn(path: string): Promise<string | null> {
  try {
    if ((await stat(path)).size > mostBytes) return null
    const read = theirSettings.safeParse(JSON.parse(await readPlainText(path)))
    return read.success ? read.data.model : null
  } catch {
    // Another program's file in another shape: there is nothing to take over.
    return null
  }
}
