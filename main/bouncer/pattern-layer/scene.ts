import type { Effect, Place, TouchedPath } from '../../../shared/bouncer/model.ts'
import { recallFile, recallTaint } from '../memory/session-memory.ts'
import { type Flow, type Signal, TAINT } from './findings.ts'
import { isHarmlessDevice, isWithin, placeOf, resolvePath } from './paths.ts'
import { isPersonalPlace } from './personal-places.ts'
import { linkedPath, realEntry, realPath } from './real-paths.ts'
import { EMPTY, type Field, fork, isKnown, OPAQUE, type Scene, type Stream } from './scene-state.ts'
import { holdsSecrets, patternMayHoldSecrets, startsLater } from './sensitive-paths.ts'

export {
  type Choices,
  childShell,
  copy,
  createScene,
  EMPTY,
  type Entered,
  type Field,
  fork,
  type Ground,
  isKnown,
  OPAQUE,
  plain,
  type Runner,
  type Scene,
  type ShellState,
  type Stream,
  UNKNOWN,
  type Value,
} from './scene-state.ts'

/** Takes work from the budget; false when it is used up, which is noted once. */
export function spend(scene: Scene, units: number): boolean {
  const { budget } = scene
  if (budget.steps < 0) return false
  budget.steps -= units
  if (budget.steps >= 0) return true
  signal(scene, 'unparsed', 'too much to read in one call')
  return false
}

/** Records an effect of the current command. */
export function emit(scene: Scene, effect: EffectWithoutSpans): void {
  scene.findings.effects.push({ ...effect, spans: [scene.span] } as Effect)
}

type DistributeOmit<T> = T extends unknown ? Omit<T, 'spans'> : never
/** An effect before it is given its place in the input. */
export type EffectWithoutSpans = DistributeOmit<Effect>

/** Records something noticed about the current command. */
export function signal(scene: Scene, kind: Signal['kind'], detail: string): void {
  scene.findings.signals.push({ kind, detail, spans: [scene.span] })
}

/** Records a path of data that ends in the current command. */
export function flow(scene: Scene, kind: Flow['kind'], detail: string): void {
  scene.findings.flows.push({ kind, detail, spans: [scene.span] })
}

/** The path a field names: where it lies, how sure that is, whether it holds secrets. */
export function touch(scene: Scene, field: Field): TouchedPath {
  const resolved = resolvePath(field.text, scene.cwd, scene.ground.home)
  return touchedPath(scene, { field, resolved, real: leadsTo(scene, resolved) })
}

/** Where a path leads: by the links of this call, of which facts cannot know, then by facts, else by those that the session made. */
function leadsTo(scene: Scene, path: string): string {
  const { facts } = scene.ground
  if (!facts?.realPaths) return linkedPath(path, path, linksOf(scene))
  return realPath(facts, linkedPath(path, path, [scene.findings.marks.links]))
}

/** The name itself, which is what goes when it is deleted, in the folder that it really lies in. */
function entryOf(scene: Scene, path: string): string {
  const { facts } = scene.ground
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
  if (!facts?.realPaths) return linkedPath(path, folder, linksOf(scene))
  return realEntry(facts, linkedPath(path, folder, [scene.findings.marks.links]))
}

function linksOf({
  findings,
  ground,
}: Scene): readonly (ReadonlyMap<string, string> | undefined)[] {
  return [findings.marks.links, ground.memory?.links]
}

function touchedPath(
  scene: Scene,
  { field, resolved, real }: { field: Field; resolved: string; real: string },
): TouchedPath {
  const place: Place = placeOf(real, scene.ground)
  const certainty = certaintyOf(field, resolved)
  const secret =
    certainty === 'pattern'
      ? patternMayHoldSecrets(real, scene.ground.home)
      : holdsSecrets(real, scene.ground.home)
  return secret ? { path: real, certainty, place, secret } : { path: real, certainty, place }
}

function certaintyOf(field: Field, resolved: string): TouchedPath['certainty'] {
  if (!isKnown(resolved)) return 'unknown'
  return field.glob ? 'pattern' : 'exact'
}

/** Reads paths: records the effect and answers what flows out of them. */
export function readPaths(scene: Scene, fields: readonly Field[]): Stream {
  if (fields.length === 0) return EMPTY
  const paths: TouchedPath[] = []
  let taint: number = TAINT.none
  let only: Stream = OPAQUE
  for (const field of fields) {
    const path = asRead(scene, touch(scene, field))
    const held = heldBy(scene, path.path)
    taint |= (field.taint & ~TAINT.secret) | held.taint | taintBelow(scene, path.path)
    taint |= taintOf(path)
    if (fields.length === 1) only = held
    paths.push(path)
  }
  emit(scene, { kind: 'read', paths })
  const { text, partial } = only
  return { text, taint, ...(partial ? { partial } : {}), ...origin(scene, paths) }
}

/** What people keep for themselves is as good as a secret to whoever reads it. */
function asRead(scene: Scene, path: TouchedPath): TouchedPath {
  const mayBe = path.secret !== true && (path.place === 'home' || path.place === 'elsewhere')
  return mayBe && isPersonalPlace(path.path, scene.ground) ? { ...path, secret: true } : path
}

function taintOf({ secret, place }: TouchedPath): number {
  if (secret) return TAINT.secret | (place === 'system' ? TAINT.outside : TAINT.none)
  return place === 'system' || place === 'home' ? TAINT.outside : TAINT.none
}

const INSTALLED_PROGRAM = /^\/(?:usr\/)?(?:local\/)?s?bin\/([\w.+-]+)$/

/** The program or pipe that one path stands for. */
function origin(
  scene: Scene,
  [only, ...others]: readonly TouchedPath[],
): Pick<Stream, 'program' | 'pipe'> {
  if (!only || others.length > 0) return {}
  if (scene.pipes.has(only.path)) return { pipe: only.path }
  const program = programAt(scene, only.path)
  return program === undefined ? {} : { program }
}

/** The installed program that a path is, or that this call copied or linked there. */
export function programAt(scene: Scene, path: string): string | undefined {
  return INSTALLED_PROGRAM.exec(path)?.[1] ?? scene.files.get(path)?.program
}

/** What this call put into a folder that is read as a whole. */
function taintBelow(scene: Scene, folder: string): number {
  let taint: number = TAINT.none
  for (const [path, held] of scene.files) {
    if (path.length <= folder.length || !isWithin(path, folder)) continue
    taint |= held.taint
    if (holdsSecrets(path, scene.ground.home)) taint |= TAINT.secret
  }
  return taint
}

/** What a path gives to a reader: of what earlier calls wrote only the origin, the text may be another by now. */
function heldBy(scene: Scene, path: string): Stream {
  const written = path === '/dev/null' ? EMPTY : scene.files.get(path)
  const { memory } = scene.ground
  if (!memory) return written ?? OPAQUE
  const { text = null, partial = false } = written ?? {}
  const taint = (written?.taint ?? TAINT.none) | recallTaint(memory, path)
  return partial ? { text, taint, partial } : { text, taint }
}

/** Writes data to paths and remembers what they now hold; `keeps` leaves what is there. */
export function writePaths(
  scene: Scene,
  fields: readonly Field[],
  data: Stream & { readonly append?: boolean; readonly keeps?: boolean },
): void {
  const kept = fields.filter((field) => !feedSink(scene, field, data))
  if (kept.length === 0) return
  const paths = kept.map((field) => touch(scene, field))
  for (const { path } of paths) keepWritten(scene, path, data)
  if (!data.append) noteOverwritten(scene, paths)
  if (data.text === '' && !data.append && !data.keeps) noteEmptied(scene, paths)
  emit(scene, data.append ? { kind: 'write', paths, append: true } : { kind: 'write', paths })
}

/** Writing over everything that a pattern finds outside the project takes it all away. */
function noteOverwritten(scene: Scene, paths: readonly TouchedPath[]): void {
  const lost = paths.filter(
    (path) =>
      path.certainty === 'pattern' &&
      /^(?:home|system|elsewhere)$/.test(path.place) &&
      WIDE.test(path.path),
  )
  if (lost.length > 0) emit(scene, { kind: 'delete', paths: lost, recursive: false })
}

/** A key that nothing is written over is gone. */
function noteEmptied(scene: Scene, paths: readonly TouchedPath[]): void {
  const lost = paths.filter(
    ({ secret, place, certainty }) => secret && place === 'home' && certainty === 'exact',
  )
  if (lost.length > 0) emit(scene, { kind: 'delete', paths: lost, recursive: false })
}

/** A last part that is hardly more than a wildcard. */
const WIDE = /\/\.?[?*[\].!^-]*\*[?*]*$/

function keepWritten(
  scene: Scene,
  path: string,
  data: Stream & { readonly append?: boolean },
): void {
  scene.files.set(path, contentAfter(scene, path, data))
  feedPipe(scene, path, data)
  if ((data.taint & TAINT.download) === 0) return
  flow(scene, 'download-to-file', path)
  if (startsLater(path)) signal(scene, 'hidden-start', path)
}

/** What is written into a named pipe that a shell reads runs there. */
function feedPipe(scene: Scene, path: string, data: Stream): void {
  if (data.text === null || scene.pipes.get(path) !== true) return
  scene.runner.text(fork(scene), data.text, EMPTY)
}

function heldBefore(scene: Scene, path: string): Stream | undefined {
  const { memory } = scene.ground
  return scene.files.get(path) ?? (memory ? (recallFile(memory, path) ?? undefined) : undefined)
}

/** What a file holds once data was written to it. */
function contentAfter(
  scene: Scene,
  path: string,
  data: Stream & { readonly append?: boolean },
): Stream {
  const before = data.append ? heldBefore(scene, path) : undefined
  const held = scene.files.get(path)
  const text = scene.sure
    ? textAfter(before, data.text)
    : textIfWritten(held, { text: data.text, append: data.append === true })
  const taint = data.taint | (before?.taint ?? TAINT.none)
  // Of two texts one is there: running the file runs either.
  const printed = text === null && data.text !== null && held !== undefined
  if (printed) return { text, taint, printed }
  const own = data.own === true && !data.append && (scene.sure || !held)
  const { program } = data
  if (program && !data.append) return { text, taint, program }
  if (own) return { text, taint, own }
  return scene.sure && !data.partial ? { text, taint } : { text, taint, partial: true }
}

function textAfter(before: Stream | undefined, text: string | null): string | null {
  return before && before.text !== null && text !== null ? before.text + text : text
}

/** A command that may be skipped leaves a file with its old or its new text. */
function textIfWritten(
  before: Stream | undefined,
  data: { readonly text: string | null; readonly append: boolean },
): string | null {
  if (!before) return data.text
  return before.text === data.text && !data.append ? data.text : null
}

function feedSink(scene: Scene, field: Field, data: Stream): boolean {
  if (!field.text.startsWith('/dev/')) return false
  if (/^\/dev\/(?:pts\/|tty)\d/.test(field.text))
    signal(scene, 'other-tool', `writes to ${field.text}`)
  const script = scene.sinks.get(field.text)
  if (script) scene.runner.tree(fork(scene, { nested: true }), script, data)
  return script !== undefined || isHarmlessDevice(field.text)
}

/** Deletes paths. */
export function deletePaths(scene: Scene, fields: readonly Field[], recursive: boolean): void {
  if (fields.length === 0) return
  const paths = fields.map((field) => deletedPath(scene, field))
  emit(scene, { kind: 'delete', paths, recursive })
}

/** After a `cd` that may have failed, "everything here" may be another folder. */
function deletedPath(scene: Scene, field: Field): TouchedPath {
  const resolved = resolvePath(field.text, scene.cwd, scene.ground.home)
  // A slash at the end goes through a link to what it leads to.
  const real = field.text.endsWith('/') ? leadsTo(scene, resolved) : entryOf(scene, resolved)
  const path = touchedPath(scene, { field, resolved, real })
  const everything = !scene.cwdSure && /^(?:\.\/?)?(?:\.?\*|\.)?$/.test(field.text)
  const near = path.place === 'project' || path.place === 'temporary'
  return everything && near ? { ...path, certainty: 'unknown', place: 'unknown' } : path
}
