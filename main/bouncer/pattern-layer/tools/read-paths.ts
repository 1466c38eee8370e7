import type { TouchedPath } from '../../../../shared/bouncer/model.ts'
import { placeOf } from '../paths.ts'
import { emit, type Field, readPaths, type Scene, signal } from '../scene.ts'
import { holdsSecrets } from '../sensitive-paths.ts'
import { at, type Input, malformed, noteCharacters, textOf } from './input.ts'
import { isMasterKey } from './key-places.ts'
import { privatePlace } from './private-places.ts'
import { spelledPath } from './spelled-path.ts'

const PATH_FIELDS = ['file_path', 'notebook_path', 'path', 'filePath', 'filename', 'file']

/** The paths that a call names, with their fields; several that differ are noted as not understood. */
export function pathsOf(
  scene: Scene,
  input: Input,
): { readonly field: string; readonly text: string; readonly path: Field }[] {
  const found = PATH_FIELDS.flatMap((field) => {
    const text = textOf(scene, input, field)
    if (text === null) return []
    at(scene, field, { end: text.length })
    if (text.trim() === '') malformed(scene, 'an empty path')
    noteCharacters(scene, text)
    return [{ field, text, path: spelledPath(scene, text) }]
  })
  if (found.length === 0) malformed(scene, 'a call without a path')
  if (new Set(found.map(({ path }) => path.text)).size > 1) malformed(scene, 'two different paths')
  return found
}

/** Records reading: what lies there, whose it is, and what it is called by the call. */
export function noteRead(scene: Scene, path: Field, text: string): void {
  const why = privatePlace(scene, path.text, text)
  if (why !== null) signal(scene, 'private-reading', why)
  readPaths(scene, [path])
  const named = namedPath(scene, path.text)
  if (named) emit(scene, { kind: 'read', paths: [named] })
  noteKeys(scene, path.text)
}

/** Notes that a tool which shows what it reads is given a key to machines, accounts or money. */
function noteKeys(scene: Scene, path: string): void {
  const real = scene.ground.facts?.realPaths?.[path] ?? path
  const shown = [path, real].find((one) => isMasterKey(one) && isForeignPlace(scene, one))
  if (shown !== undefined) signal(scene, 'key-reading', shown)
}

/** Whether a path is neither of the project nor a temporary one. */
export function isForeignPlace(scene: Scene, path: string): boolean {
  const place = placeOf(path, scene.ground)
  return place !== 'project' && place !== 'temporary'
}

/** The path as named, when it is a link whose name tells more than its target. */
export function namedPath(scene: Scene, path: string): TouchedPath | null {
  const real = scene.ground.facts?.realPaths?.[path]
  if (real === undefined || real === path) return null
  const place = placeOf(path, scene.ground)
  const secret = holdsSecrets(path, scene.ground.home)
  return { path, certainty: 'exact', place, ...(secret ? { secret } : {}) }
}
