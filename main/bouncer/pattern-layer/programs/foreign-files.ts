import { type Field, type Scene, touch } from '../scene.ts'
import { isInstalled } from './environment-files.ts'

const INSTALLED = /^\/(?:opt|nix|snap|gnu|Applications|Library|System)\/|\/node_modules\//
/** Hidden places of a home that any program writes to. */
const OF_NOBODY = /\/\.(?:cache|tmp|local\/(?:tmp|state)|Trash)(?:\/|$)/

/** Whether a file to load is neither the project's, nor installed, nor the person's own settings. */
export function isForeignFile(scene: Scene, field: Field): boolean {
  const { path, place } = touch(scene, field)
  if (place === 'project' || place === 'system') return false
  const { home } = scene.ground
  if (INSTALLED.test(path) || isInstalled(path, home)) return false
  return !(path.startsWith(`${home}/.`) && !OF_NOBODY.test(path))
}
