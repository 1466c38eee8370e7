import { baseName, placeOf, resolvePath } from '../paths.ts'
import { emit, type Scene, signal } from '../scene.ts'
import { seeksSecrets } from '../secret-search.ts'
import { patternMayHoldSecrets } from '../sensitive-paths.ts'
import { at, malformed, neededText, noteCharacters, type Tool, textOf } from './input.ts'
import { isKeyFolder, isLoginFolder } from './key-places.ts'
import { alternatives, MAX_PATTERN, rooted } from './name-patterns.ts'
import { isDependency, isWideScope } from './private-places.ts'
import { isForeignPlace, noteRead } from './read-paths.ts'
import { seeksMasterKeys, seeksPrivateFacts } from './sought.ts'
import { spelledPath } from './spelled-path.ts'

/** Searching there for such files reads what all programs were started with. */
const SEES_PROGRAMS = /^\/proc(?:\/[*\d]+)?$/
const PROGRAM_FILE = /(?:^|[/*{,])(?:environ|mem|cmdline)(?:$|[*},])/

/** The tool that searches lines of files. */
export const search: Tool = (scene, input) => {
  const pattern = neededText(scene, input, 'pattern')
  const base = textOf(scene, input, 'path') ?? scene.cwd
  at(scene, 'path', { end: base.length })
  noteCharacters(scene, base)
  const path = spelledPath(scene, base)
  noteRead(scene, path, base)
  noteSearch(scene, path.text, pattern ?? '')
  noteKeySearch(scene, path.text, {
    pattern: pattern ?? '',
    shows: textOf(scene, input, 'output_mode') === 'content',
  })
  for (const field of ['glob', 'include']) {
    const filter = textOf(scene, input, field)
    if (filter === null) continue
    at(scene, field, { end: filter.length })
    noteCharacters(scene, filter)
    noteFilter(scene, path.text, filter)
    if (SEES_PROGRAMS.test(path.text) && PROGRAM_FILE.test(filter))
      signal(scene, 'key-reading', `${path.text} ${filter}`)
  }
}

/** Records looking for lines below a folder. */
export function noteSearch(scene: Scene, path: string, pattern: string): void {
  const { ground } = scene
  const place = placeOf(path, ground)
  if (place === 'project' || place === 'temporary' || isDependency(path)) return
  if (isWideScope(path, ground) || seeksPrivateFacts(pattern)) signal(scene, 'wide-search', path)
}

/** Places of a project that hold values of secrets rather than code about them. */
const VALUES =
  /\/(?:group_vars|host_vars|inventor(?:y|ies)|\.?secrets?|credentials|vaults?|backups?|dumps?)(?:\/|$)|\/(?:vault|secrets?)[\w.-]*\.ya?ml$/i

interface KeySearch {
  readonly pattern: string
  /** Whether lines are shown, not only names. */
  readonly shows: boolean
}

/** Notes a search that brings keys to light: in their own folders, or by their marks in everything. */
function noteKeySearch(scene: Scene, path: string, { pattern, shows }: KeySearch): void {
  if (!isForeignPlace(scene, path)) {
    if (shows && VALUES.test(path) && seeksPrivateFacts(pattern)) signal(scene, 'wide-search', path)
    return
  }
  const inside = isKeyFolder(path) || (isLoginFolder(path) && seeksSecrets(pattern))
  const wide = isWideScope(path, scene.ground) && seeksMasterKeys(pattern)
  if (shows && (inside || wide)) signal(scene, 'key-reading', path)
}

/** Searching shows lines of the files, so a filter that picks secret files reads them. */
function noteFilter(scene: Scene, base: string, filter: string): void {
  if (filter.length > MAX_PATTERN) {
    malformed(scene, 'a filter longer than any')
    return
  }
  const globs = filter.split(/(?<!\{[^}]*),|\s+/).filter((part) => part !== '' && part[0] !== '!')
  for (const part of globs) {
    const all = alternatives(part)
    if (all === null) malformed(scene, 'a filter with too many alternatives')
    for (const one of all ?? []) noteFilteredFiles(scene, base, one)
  }
}

function noteFilteredFiles(scene: Scene, base: string, filter: string): void {
  const { ground } = scene
  const { full, climbs } = rooted(scene, base, filter)
  if (climbs) malformed(scene, 'a filter that climbs')
  const path = resolvePath(full, scene.cwd, ground.home)
  const name = baseName(path)
  const secret = /[^*?.]/.test(name) && patternMayHoldSecrets(path, ground.home)
  emit(scene, {
    kind: 'read',
    paths: [
      { path, certainty: 'pattern', place: placeOf(path, ground), ...(secret ? { secret } : {}) },
    ],
  })
}
