import { basename } from 'node:path'
import type { Effect, ToolCall, TouchedPath, Verdict } from '../../../shared/bouncer/model.ts'
import type { Preview } from '../../../shared/bouncer/undo.ts'
import { isHarmlessDevice } from '../pattern-layer/paths.ts'
import { observeCall } from '../pattern-layer/pattern-layer.ts'
import { type GitAct, readGitActs } from './git-acts.ts'

/** A path that is deleted; a pattern is expanded when it is looked at. */
export interface Removal {
  readonly path: string
  readonly isPattern: boolean
  readonly recursive: boolean
}

/** Everything that a call would destroy, as far as the call itself says it. */
export interface Destruction {
  readonly removes: readonly Removal[]
  /** Files whose contents would be replaced. */
  readonly overwrites: readonly string[]
  readonly git: readonly GitAct[]
  /** Whether it may write many files into a folder that is there. */
  readonly fills: boolean
  readonly unknown: readonly Preview['unknown'][number][]
}

type Loses = Pick<Verdict, 'effects'>

/** What a judged call would destroy; null for a call that destroys nothing. Pure. */
export function destructionOf(call: ToolCall, verdict: Loses): Destruction | null {
  const touched = verdict.effects.flatMap((effect) =>
    pathsOf(effect).map((path) => ({ effect, path })),
  )
  const known = touched.filter(({ effect, path }) => isCountable(effect, path))
  const removes = new Map<string, Removal>()
  const overwrites = new Set<string>()
  for (const { effect, path } of known) {
    if (effect.kind !== 'delete') overwrites.add(path.path)
    else removes.set(`${path.path} ${effect.recursive}`, removalOf(effect, path))
  }
  const unknown: Preview['unknown'][number][] = known.length < touched.length ? ['path'] : []
  const moves = overwrites.size === 0 ? [] : movesOf(call)
  for (const path of insideFolders(moves, overwrites)) overwrites.add(path)
  const git = gitActs(call, verdict)
  if (git === null) unknown.push('version-control')
  const files = { removes: [...removes.values()], overwrites: [...overwrites] }
  const found = { ...files, git: git ?? [], fills: moves.length > 0 }
  const size = found.removes.length + found.overwrites.length + found.git.length + unknown.length
  return size === 0 ? null : { ...found, unknown }
}

/** A pattern can be looked for where it is deleted; what is written by one is not known before. */
function isCountable({ kind }: Effect, { path, certainty }: TouchedPath): boolean {
  if (!path.startsWith('/')) return false
  return certainty === 'exact' || (certainty === 'pattern' && kind === 'delete')
}

function pathsOf(effect: Effect): readonly TouchedPath[] {
  const isLosing = effect.kind === 'delete' || (effect.kind === 'write' && effect.append !== true)
  return isLosing ? effect.paths.filter(({ path }) => !isHarmlessDevice(path)) : []
}

function removalOf(
  { recursive }: Extract<Effect, { kind: 'delete' }>,
  { path, certainty }: TouchedPath,
): Removal {
  return { path, isPattern: certainty === 'pattern', recursive }
}

/** The commands among those that a call runs which put files into folders. */
function movesOf(call: ToolCall): readonly (readonly string[])[] {
  const { command } = call.input
  if (typeof command !== 'string' || !MOVES.test(command)) return []
  return heardIn(call).filter(([program = '']) => MOVES.test(basename(program)))
}

/** `mv a b c folder` replaces what has these names in the folder; whether it is one is seen later. */
function insideFolders(
  moves: readonly (readonly string[])[],
  targets: ReadonlySet<string>,
): string[] {
  const given = moves.flatMap(([, ...args]) => args.filter((arg) => !arg.startsWith('-')))
  const names = [...new Set(given.map((arg) => basename(arg)))].slice(0, MAX_NAMES)
  const folders = [...targets].slice(0, MAX_TARGETS)
  return folders.flatMap((folder) => names.map((name) => `${folder}/${name}`))
}

const MOVES = /\b(?:mv|cp|install|ln|rsync|tar|bsdtar|unzip|7z|cpio)\b/
const MAX_TARGETS = 32
const MAX_NAMES = 256

function heardIn(call: ToolCall): (readonly string[])[] {
  const heard: (readonly string[])[] = []
  observeCall(call, { watch: (argv) => void heard.push(argv.map(({ text }) => text)) })
  return heard
}

/** Null where version control is touched in a way that is not git's. */
function gitActs(call: ToolCall, { effects }: Loses): readonly GitAct[] | null {
  if (!effects.some(isLosingWork)) return []
  const heard = heardIn(call)
  const { command } = call.input
  const isStraight = typeof command === 'string' && !COMES_BACK.test(command)
  const acts = readGitActs(heard, { cwd: call.cwd, home: call.home, isStraight })
  return acts.length > 0 ? acts : null
}

/** An ordinary push gives, it takes nothing. */
function isLosingWork(effect: Effect): boolean {
  if (effect.kind !== 'version-control' || effect.target === 'configuration') return false
  return effect.target !== 'remote' || /force|delete|mirror/.test(effect.verb)
}

/** What may leave a folder again, or never enter it. */
const COMES_BACK = /[(){}`]|\|\||popd|\bcd\s+-|\b(?:if|for|while|until|case)\b/
