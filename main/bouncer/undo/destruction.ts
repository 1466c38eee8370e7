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
  readonly unknown: readonly Preview['unknown'][number][]
}

type Loses = Pick<Verdict, 'effects'>

/** What a judged call would destroy; null for a call that destroys nothing. Pure. */
export function destructionOf(call: ToolCall, verdict: Loses): Destruction | null {
  const removes = new Map<string, Removal>()
  const overwrites = new Set<string>()
  const unknown = new Set<Preview['unknown'][number]>()
  for (const effect of verdict.effects) {
    for (const { path, certainty } of pathsOf(effect)) {
      const isSure = certainty === 'exact' || (certainty === 'pattern' && effect.kind === 'delete')
      if (!isSure || !path.startsWith('/')) unknown.add('path')
      else if (effect.kind === 'delete') removes.set(`${path} ${effect.recursive}`, removalOf(path, effect, certainty))
      else overwrites.add(path)
    }
  }
  const git = gitActs(call, verdict)
  if (git === null) unknown.add('version-control')
  const found = { removes: [...removes.values()], overwrites: [...overwrites], git: git ?? [] }
  const isEmpty = found.removes.length + found.overwrites.length + found.git.length === 0
  return isEmpty && unknown.size === 0 ? null : { ...found, unknown: [...unknown] }
}

function pathsOf(effect: Effect): readonly TouchedPath[] {
  const isLosing =
    effect.kind === 'delete' || (effect.kind === 'write' && effect.append !== true)
  return isLosing ? effect.paths.filter(({ path }) => !isHarmlessDevice(path)) : []
}

function removalOf(
  path: string,
  { recursive }: Extract<Effect, { kind: 'delete' }>,
  certainty: TouchedPath['certainty'],
): Removal {
  return { path, isPattern: certainty === 'pattern', recursive }
}

/** Null where version control is touched in a way that is not git's. */
function gitActs(call: ToolCall, { effects }: Loses): readonly GitAct[] | null {
  if (!effects.some(isLosingWork)) return []
  const heard: (readonly string[])[] = []
  observeCall(call, { watch: (argv) => void heard.push(argv.map(({ text }) => text)) })
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
