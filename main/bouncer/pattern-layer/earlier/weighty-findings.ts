import type { Effect, TouchedPath } from '../../../../shared/bouncer/model.ts'
import type { Findings, Signal } from '../findings.ts'

/** Signals about text itself: a file of the project that cannot be read whole is run all the same. */
const UNREAD: ReadonlySet<Signal['kind']> = new Set([
  'unparsed',
  'parse-error',
  'inline-opaque',
  'hidden-characters',
  'lookalike-name',
])

/** What programs do as their trade, while a script of commands that does it says so openly. */
const TRADE_OF_CODE: ReadonlySet<Effect['kind']> = new Set([
  'network',
  'environment',
  'process',
  'database',
  'unknown',
])

/** What no program needs to do. */
const DEADLY: ReadonlySet<Signal['kind']> = new Set([
  'inline-danger',
  'fork-bomb',
  'endless-fork',
  'metadata-service',
  'own-port',
  'unguarded-agent',
  'dangerous-content',
])

/**
 * Adds what weighs of a file that runs to the findings of the call: of shell text all that is known,
 * of other code only what reaches out of the project or is deadly.
 */
export function addWeighty(into: Findings, from: Findings, isShellText: boolean): void {
  into.effects.push(...from.effects.flatMap((effect) => weighty(effect, isShellText)))
  if (isShellText || from.effects.some(readsForeignSecret)) {
    into.flows.push(...from.flows.filter(({ kind }) => kind !== 'stdin-to-execute'))
  }
  const counts = isShellText ? isRead : isDeadly
  into.signals.push(...from.signals.filter(counts))
  for (const path of from.marks.runs) into.marks.runs.add(path)
}

function isRead({ kind }: Signal): boolean {
  return !UNREAD.has(kind)
}

function isDeadly({ kind }: Signal): boolean {
  return DEADLY.has(kind)
}

function weighty(effect: Effect, isShellText: boolean): Effect[] {
  if (effect.kind === 'execute') return effect.source === 'download' ? [effect] : []
  if (!isShellText && TRADE_OF_CODE.has(effect.kind)) return []
  if (!('paths' in effect)) return [effect]
  const paths = effect.paths.filter((path) => isKnownPlace(path, isShellText))
  return paths.length === 0 ? [] : [{ ...effect, paths }]
}

function isKnownPlace({ certainty, place }: TouchedPath, isShellText: boolean): boolean {
  if (certainty === 'unknown' || place === 'unknown') return false
  return isShellText || (place !== 'project' && place !== 'temporary')
}

function readsForeignSecret(effect: Effect): boolean {
  return (
    effect.kind === 'read' &&
    effect.paths.some(({ secret, place }) => secret && place !== 'project')
  )
}
