import type { Effect, TouchedPath } from '../../shared/bouncer/model.ts'
import { t } from './translate.ts'

/** One effect in words: the verb that is drawn bold, and the rest. */
export interface EffectWords {
  readonly verb: string
  readonly rest: string
}

function pathsText(paths: readonly TouchedPath[]): string {
  const [first, ...more] = paths
  if (!first) return ''
  const path =
    more.length === 0
      ? first.path
      : t('effect.paths-more', { path: first.path, count: more.length })
  const worst = paths.find(({ place }) => place !== 'project' && place !== 'temporary') ?? first
  const secret = paths.some((one) => one.secret) ? [t('effect.secret')] : []
  return [path, [t(`effect.place-${worst.place}`), ...secret].join(', ')].join(' ')
}

function executeWords({ source, program }: Extract<Effect, { kind: 'execute' }>): EffectWords {
  const verb = source === 'program' ? t('effect.execute') : t(`effect.execute-${source}`)
  return { verb, rest: program }
}

/** What one effect of a call is, in plain words. */
export function effectText(effect: Effect): EffectWords {
  switch (effect.kind) {
    case 'read':
      return { verb: t('effect.read'), rest: pathsText(effect.paths) }
    case 'write': {
      const verb = t(effect.append ? 'effect.append' : 'effect.write')
      return { verb, rest: pathsText(effect.paths) }
    }
    case 'delete': {
      const verb = t(effect.recursive ? 'effect.delete-all' : 'effect.delete')
      return { verb, rest: pathsText(effect.paths) }
    }
    case 'execute':
      return executeWords(effect)
    case 'network':
      return { verb: t(`effect.network-${effect.direction}`), rest: effect.host }
    default:
      return otherWords(effect)
  }
}

type OtherEffect = Exclude<Effect, { kind: 'read' | 'write' | 'delete' | 'execute' | 'network' }>

function otherWords(effect: OtherEffect): EffectWords {
  switch (effect.kind) {
    case 'environment':
      return { verb: t('effect.environment'), rest: effect.name }
    case 'variable':
      return effect.name === '*'
        ? { verb: t('effect.variables'), rest: '' }
        : { verb: t('effect.variable'), rest: effect.name }
    case 'process':
      return { verb: t('effect.process'), rest: `${effect.action} ${effect.target}` }
    case 'version-control':
      return { verb: t(`effect.${effect.target}`), rest: effect.verb }
    case 'infrastructure':
      return { verb: t('effect.infrastructure'), rest: `${effect.verb} ${effect.resource}` }
    case 'database':
      return { verb: t('effect.database'), rest: `${effect.verb} ${effect.target}` }
    case 'guard':
    case 'persistence':
      return { verb: t(`effect.${effect.kind}`), rest: effect.target }
    case 'privilege':
      return { verb: t('effect.privilege'), rest: effect.how }
    case 'conversation':
      return { verb: t('effect.conversation'), rest: effect.what }
    case 'unknown':
      return { verb: t('effect.unknown'), rest: effect.what }
  }
}
