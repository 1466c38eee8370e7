import { isWithin } from '../paths.ts'
import { type Field, plain, type Scene, touch } from '../scene.ts'
import { areMadeHere, noteMade } from './made-here.ts'
import type { Options } from './options.ts'

/** Remembers a repository that the call makes in a temporary folder, where no work of anybody lies. */
export function noteMadeRepository(scene: Scene, verb: string, options: Options): void {
  const folder = madeFolder(verb, options)
  if (!folder) return
  const { place, path, certainty } = touch(scene, folder)
  if (place === 'temporary' && certainty === 'exact') noteMade(scene, 'repository', plain(path))
}

function madeFolder(verb: string, { operands }: Options): Field | undefined {
  if (verb === 'init') return operands[0] ?? plain('.')
  if (verb !== 'clone') return undefined
  const [from, folder] = operands
  const name = from?.text
    .split(/[/:]/)
    .at(-1)
    ?.replace(/\.git$/, '')
  return folder ?? (name ? plain(name) : undefined)
}

/** Verbs of git that change branches and files of the repository alone. */
const CHANGES_ITSELF = /^(?:reset|checkout|switch|restore|clean|branch|tag|stash)$/

/** Whether a command of git only changes a repository that this call made to be thrown away. */
export function changesOwnRepository(scene: Scene, verb: string): boolean {
  if (!CHANGES_ITSELF.test(verb) || POINTED.some((name) => scene.variables.has(name))) return false
  const { path, place } = touch(scene, plain('.'))
  if (place !== 'temporary') return false
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end)
    if (areMadeHere(scene, 'repository', [plain(folder)])) return isWithin(path, folder)
  }
  return false
}

/** Variables that lead git to another repository than the folder says. */
const POINTED = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE']
