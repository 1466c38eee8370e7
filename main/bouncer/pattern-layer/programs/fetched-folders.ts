import { TAINT } from '../findings.ts'
import { type Field, flow, type Scene, touch } from '../scene.ts'
import type { Act } from './act.ts'

/** What stands for "anything in here was fetched"; no file can have that name. */
const MARK = '\uFFFC fetched'

/** Remembers that a folder holds what came out of a download. */
function markFetched(scene: Scene, folder: Field): void {
  const { path } = touch(scene, folder)
  if (path === scene.ground.workspace || path === scene.ground.home) return
  scene.files.set(`${path}/${MARK}`, { text: null, taint: TAINT.download })
}

/** The folder that an archive of this name is usually unpacked to. */
function folderOfArchive(name: string): string | null {
  const base = name.split('/').at(-1) ?? ''
  const stem = /^(.+?)\.(?:zip|tgz|tbz2?|txz|tar(?:\.\w+)?|7z|rar)$/.exec(base)?.[1]
  return stem ?? null
}

/** What comes out of a download lies in the folder named, or in one of the archive's name. */
export function noteUnpacked(
  scene: Scene,
  folder: Field | undefined,
  file: Field | undefined,
): void {
  const own = folderOfArchive(file?.text ?? '')
  if (folder) markFetched(scene, folder)
  else if (own !== null) markFetched(scene, { text: own, glob: false, taint: TAINT.none })
}

/** Whether a file lies in a folder that holds what came out of a download of this call. */
export function liesInFetched(scene: Scene, path: string): boolean {
  if (scene.files.size === 0) return false
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
    if (scene.files.has(`${path.slice(0, cut)}/${MARK}`)) return true
  }
  return false
}

/** Installs, loads or starts a file that this call fetched. */
export const usesFetched: Act = (scene, call) => {
  if (scene.files.size === 0) return
  for (const field of call.args) {
    const text = field.text.replace(/^(?:--?[\w-]+=|file:)/, '')
    if (!/[./]/.test(text) || text.length > 300 || text.includes('://')) continue
    const { path } = touch(scene, { ...field, text })
    const held = scene.files.get(path)
    if (!held || !(held.taint & TAINT.download)) continue
    flow(scene, 'download-to-execute', path)
    return
  }
}
