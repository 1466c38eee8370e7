import { assertNever } from '../kit/assert-never.ts'
import type { Effect, TouchedPath } from './model.ts'

/** What weighs for a person about a part of a command: it destroys, leaves the project, talks to a host, runs other code. */
export type EffectTrait = 'destroys' | 'leaves' | 'host' | 'runs'

const inside: ReadonlySet<TouchedPath['place']> = new Set(['project', 'temporary'])
const endings = /^(drop|delete|destroy|truncate|remove|rm|purge|prune|wipe|reset|terminate|down)\b/i

function leaves(paths: readonly TouchedPath[]): EffectTrait[] {
  return paths.some(({ place }) => !inside.has(place)) ? ['leaves'] : []
}

/** The traits of one effect, the worst first; none for what stays inside and can be taken back. */
export function traitsOf(effect: Effect): readonly EffectTrait[] {
  switch (effect.kind) {
    case 'delete':
      return ['destroys', ...leaves(effect.paths)]
    case 'read':
    case 'write':
      return leaves(effect.paths)
    case 'execute':
      return effect.source === 'program' ? [] : ['runs']
    case 'network':
      return ['host']
    case 'version-control':
      return versionControlTraits(effect)
    case 'infrastructure':
    case 'database':
      return endings.test(effect.verb) ? ['destroys'] : ['host']
    case 'guard':
    case 'process':
      return ['destroys']
    case 'persistence':
    case 'privilege':
    case 'environment':
    case 'unknown':
      return ['runs']
    case 'conversation':
    case 'variable':
      return []
    default:
      return assertNever(effect)
  }
}

function versionControlTraits({
  target,
  verb,
}: Extract<Effect, { kind: 'version-control' }>): readonly EffectTrait[] {
  if (target === 'remote') return /force|delete|mirror/.test(verb) ? ['destroys', 'host'] : ['host']
  return target === 'configuration' ? ['runs'] : ['destroys']
}

function isKnownInside({ place, certainty, secret }: TouchedPath): boolean {
  return inside.has(place) && certainty !== 'unknown' && !secret
}

/** True when every effect is known, small and can be taken back; an unread call never is. */
export function isReversible(effects: readonly Effect[]): boolean {
  return effects.length > 0 && effects.every(isSmall)
}

function isSmall(effect: Effect): boolean {
  switch (effect.kind) {
    case 'read':
    case 'write':
      return effect.paths.every(isKnownInside)
    case 'execute':
      return effect.source === 'program' || effect.source === 'project'
    case 'network':
      return effect.direction === 'download'
    default:
      return false
  }
}

/** A range of one text field with what that part does. */
export interface TraitSpan {
  readonly start: number
  readonly end: number
  readonly effect: EffectTrait
}

/** Where each trait stands in one text field of a call. */
export function traitSpans(effects: readonly Effect[], field: string): TraitSpan[] {
  return effects.flatMap((effect) =>
    traitsOf(effect).flatMap((trait) =>
      effect.spans
        .filter((span) => span.field === field)
        .map(({ start, end }) => ({ start, end, effect: trait })),
    ),
  )
}
