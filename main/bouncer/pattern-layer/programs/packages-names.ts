import { isHostile } from '../package-names/hostile-names.ts'
import { imitatedName } from '../package-names/imitated-name.ts'
import type { Ecosystem } from '../package-names/popular-names.ts'
import { type Scene, signal } from '../scene.ts'

/** Notes one package by its name: known to do harm, or so near to a much used one that it may be meant to be. */
export function noteName(
  scene: Scene,
  ecosystem: Ecosystem,
  { name, version }: { readonly name: string; readonly version: string },
): void {
  if (isHostile(ecosystem, name.toLowerCase(), version)) {
    signal(scene, 'hostile-package', version === '' ? name : `${name} ${version}`)
    return
  }
  const other = imitatedName(ecosystem, name)
  if (other !== null) signal(scene, 'imitated-package', `${name} for ${other}`)
}
