import { traitsOf } from '../../shared/bouncer/effect-traits.ts'
import { callErrors } from '../../shared/bouncer/errors.ts'
import type { Effect, ToolCall, Verdict } from '../../shared/bouncer/model.ts'
import { failure } from '../../shared/kit/failure.ts'
import { failureVerdict } from './failure-verdict.ts'
import { normalise } from './normalise.ts'
import { type Layer, runLayers } from './run-layers.ts'
import type { Surveyed } from './survey.ts'

/** What keeps an allowed call from running: rules of now deny it, or it would do what its card did not say. */
export interface Barred {
  readonly code: keyof typeof callErrors
  readonly why: string
}

/** A call that the person allowed, with the effects that they were shown. */
export interface AllowedCall {
  readonly call: ToolCall
  readonly shown: readonly Effect[]
}

/** Judges an allowed call again by the rules and the machine of now; null where it may run. Never rejects. */
export async function whyBarred(
  { call, shown }: AllowedCall,
  by: {
    survey(call: ToolCall): Promise<Surveyed>
    readonly layers: readonly Layer[]
    readonly limitMs: number
  },
): Promise<Barred | null> {
  const normal = normalise(call)
  if (!normal.ok) return barred('call.denied-since', normal.error)
  try {
    const verdict = await runLayers(await by.survey(normal.value), by.layers, by.limitMs)
    if (isDenied(verdict)) return barred('call.denied-since', verdict.reason)
    return isOther(verdict.effects, shown) ? barred('call.changed-since', '') : null
  } catch (error) {
    const { reason } = failureVerdict(error instanceof Error ? error.message : String(error))
    return barred('call.denied-since', reason)
  }
}

function barred(code: Barred['code'], why: string): Barred {
  return { code, why: failure(callErrors, code, { why }).message }
}

/** The person may allow what they denied before; no other deny bends to their answer. */
function isDenied({ decision, rules }: Verdict): boolean {
  const others = rules.filter((id) => id !== 'evasion.repeated')
  return decision === 'deny' && (others.length > 0 || rules.length === 0)
}

/** Something that weighs for a person was not among what they saw. */
function isOther(effects: readonly Effect[], shown: readonly Effect[]): boolean {
  const seen = new Set(shown.flatMap(targetsOf))
  return effects
    .filter((effect) => traitsOf(effect).length > 0)
    .some((effect) => targetsOf(effect).some((target) => !seen.has(target)))
}

/** What an effect is done to, without what facts may add to its words. */
function targetsOf(effect: Effect): readonly string[] {
  const { kind } = effect
  switch (kind) {
    case 'read':
    case 'write':
    case 'delete':
      return effect.paths.map(({ path }) => `${kind} ${path}`)
    case 'network':
      return [`${kind} ${effect.host}`]
    case 'version-control':
      return [`${kind} ${effect.target} ${effect.verb}`]
    default: {
      const { spans: _where, ...what } = effect
      return [JSON.stringify(what)]
    }
  }
}
