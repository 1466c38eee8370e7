import type { TouchedPath } from '../../../../shared/bouncer/model.ts'
import { TAINT } from '../findings.ts'
import { resolvePath } from '../paths.ts'
import { isBuilt } from '../programs/built-files.ts'
import { isEnvironmentAround, isInstalled } from '../programs/environment-files.ts'
import { pathLines } from '../programs/path-lists.ts'
import { runScriptFile } from '../programs/script-files.ts'
import {
  childShell,
  EMPTY,
  emit,
  type Field,
  plain,
  programAt,
  type Scene,
  type Stream,
  spend,
  touch,
} from '../scene.ts'
import { globMatches } from '../sensitive-paths.ts'
import { maybe } from './loops.ts'
import { programReadings } from './program-readings.ts'

/** The installed program that a path of this call's making stands for, also one found on the PATH. */
export function copiedProgram(scene: Scene, text: string): string | undefined {
  if (scene.files.size === 0) return undefined
  const found = text.includes('/') ? text : foundOnPath(scene, text)
  return found === undefined ? undefined : programAt(scene, touch(scene, plain(found)).path)
}

/** A file that this call made in a folder that it put on the PATH. */
function foundOnPath(scene: Scene, name: string): string | undefined {
  const [path = '', ...others] = scene.variables.get('PATH')?.values ?? []
  if (others.length > 0) return undefined
  return path
    .split(':')
    .slice(0, MAX_FOLDERS)
    .map((folder) => resolvePath(`${folder || '.'}/${name}`, scene.cwd, scene.ground.home))
    .find((candidate) => scene.files.has(candidate) || scene.findings.marks.links.has(candidate))
}

const MAX_FOLDERS = 8

/** A script of this call's making that stands on the PATH before the program of its name. */
export function runFoundScript(scene: Scene, name: string): void {
  if (scene.files.size === 0 || name.includes('/')) return
  const found = foundOnPath(scene, name)
  const made = found === undefined ? undefined : scene.files.get(found)
  if (!made || found === undefined || made.program !== undefined) return
  runScriptFile(childShell(scene), { file: plain(found), stdin: EMPTY, program: name })
}

/** A `cd` may have failed: then a script this call wrote lies where the shell was before. */
export function runFromOldFolder(scene: Scene, argv: readonly Field[], stdin: Stream): void {
  const old = scene.variables.get('OLDPWD')?.values[0]
  if (old === undefined || old === scene.cwd) return
  const { home } = scene.ground
  for (const [at, field] of argv.slice(0, 3).entries()) {
    const there = resolvePath(field.text, old, home)
    const named = at > 0 || field.text.includes('/')
    if (
      !named ||
      !scene.files.has(there) ||
      scene.files.has(resolvePath(field.text, scene.cwd, home))
    ) {
      continue
    }
    const moved = argv.map((other, index) => (index === at ? { ...other, text: there } : other))
    maybe(scene, () => scene.runner.argv(scene, moved, stdin))
    return
  }
}

/** A pattern may name any program, unless it can only match some of the project. */
export function isUnseen(scene: Scene, first: Field): boolean {
  if (!first.glob) return false
  return !first.text.includes('/') || touch(scene, first).place !== 'project'
}

/** Files of this call's making that a pattern finds run like those that are named. */
export function runMatching(scene: Scene, [first, ...rest]: readonly Field[], stdin: Stream): void {
  if (!first) return
  const { path } = touch(scene, first)
  const found = [...scene.files.keys()].filter((file) => matchesPath(path, file))
  for (const file of found.slice(0, MAX_FOLDERS)) {
    maybe(scene, () => scene.runner.argv(scene, [plain(file), ...rest], stdin))
  }
}

/** A name that was decoded or fetched hides what runs, also where it can be read here. */
export function noteHiddenName(scene: Scene, first: Field): void {
  const source = first.taint & TAINT.download ? 'download' : 'unknown'
  emit(scene, { kind: 'execute', source, program: first.text })
}

/** Whether a name was taken from a list of files of the project, in which this call wrote nothing. */
function isListedHere(scene: Scene, first: Field): boolean {
  if (first.taint !== TAINT.none || scene.files.size > 0) return false
  const lines = pathLines(first.text) ?? [first.text]
  const listed = first.listed === true || lines.length > 1
  return listed && lines.every((line) => line === '' || isBelow(scene, { ...first, text: line }))
}

/** Names without a folder would be looked for among the installed programs. */
function isBelow(scene: Scene, field: Field): boolean {
  return /^[\w-][\w.-]*(?:\/|$)/.test(field.text) && touch(scene, field).place === 'project'
}

/** A program whose name is computed: what runs is unknown, and judged by what it may be. */
export function runUnseen(scene: Scene, argv: readonly Field[], stdin: Stream): Stream {
  const [first] = argv
  const source = (first?.taint ?? 0) & TAINT.download ? 'download' : 'unknown'
  const own = first !== undefined && isListedHere(scene, first)
  emit(scene, { kind: 'execute', source: own ? 'project' : source, program: first?.text ?? '' })
  for (const reading of programReadings(scene, argv)) {
    if (!spend(scene, 5)) break
    maybe(scene, () => scene.runner.argv(scene, reading, stdin))
  }
  return { text: null, taint: stdin.taint }
}

function matchesPath(pattern: string, path: string): boolean {
  const parts = pattern.split('/')
  const names = path.split('/')
  return (
    parts.length === names.length && names.every((name, at) => globMatches(parts[at] ?? '', name))
  )
}

function isStrange(scene: Scene, { place, path }: TouchedPath): boolean {
  const usual =
    place === 'system' ||
    place === 'project' ||
    isInstalled(path, scene.ground.home) ||
    isEnvironmentAround(path, scene.ground)
  return !usual && !isBuilt(scene, path)
}

/** A well-known name at an unusual place may be another program. */
export function noteUnusualPlace(scene: Scene, field: Field): void {
  const path = touch(scene, field)
  const written = scene.files.get(path.path)
  if (written && written.taint & TAINT.download) {
    emit(scene, { kind: 'execute', source: 'download', program: path.path })
  } else if (isStrange(scene, path)) {
    emit(scene, { kind: 'execute', source: 'file', program: path.path })
  }
}
