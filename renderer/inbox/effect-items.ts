import { traitsOf } from '../../shared/bouncer/effect-traits.ts'
import type { Verdict } from '../../shared/bouncer/model.ts'
import { effectText } from '../messages/index.ts'
import type { EffectItem } from '../ui/effect-list.tsx'

/** The effects of a call in plain words, in order; what the engine explains goes before our own words. */
export function effectItems({
  effects,
  explanation,
}: Pick<Verdict, 'effects' | 'explanation'>): EffectItem[] {
  if (effects.length !== explanation.length && explanation.length > 0) {
    return explanation.map((line, at) => ({ id: `line-${at}`, ...split(line) }))
  }
  return effects.map((effect, at) => {
    const line = explanation[at]
    const words = line ? split(line) : effectText(effect)
    return { id: `effect-${at}`, effect: traitsOf(effect)[0], ...words }
  })
}

/** The verb is the first word. */
function split(line: string): { readonly verb: string; readonly rest: string } {
  const [verb = '', ...rest] = line.split(' ')
  return { verb, rest: rest.join(' ') }
}
