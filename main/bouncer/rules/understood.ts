import type { Effect, TouchedPath } from '../../../shared/bouncer/model.ts'
import { assertNever } from '../../../shared/kit/assert-never.ts'
import { isHarmlessDevice } from '../pattern-layer/paths.ts'
import { isOrdinaryPush } from './ordinary-push.ts'

/**
 * Whether an effect that no rule matched may go through: it is understood and stays inside. Reading
 * counts wherever it happens, as it takes nothing away and what is read is followed to the network.
 */
export function isUnderstoodInside(effect: Effect): boolean {
  switch (effect.kind) {
    case 'read':
    case 'variable':
    case 'conversation':
      return true
    case 'write':
    case 'delete':
      return effect.paths.every(isInside)
    case 'execute':
      return INSIDE_SOURCES.has(effect.source)
    case 'network':
      return effect.direction === 'download' || effect.direction === 'listen'
    case 'version-control':
      return isOrdinaryPush(effect)
    case 'environment':
    case 'process':
    case 'infrastructure':
    case 'database':
    case 'guard':
    case 'persistence':
    case 'privilege':
    case 'unknown':
      return false
    default:
      return assertNever(effect)
  }
}

const INSIDE_SOURCES: ReadonlySet<string> = new Set(['program', 'project', 'inline'])

function isInside({ place, path }: TouchedPath): boolean {
  if (place === 'project' || place === 'temporary') return true
  return isHarmlessDevice(path) || path.startsWith('/proc/self/fd/')
}
