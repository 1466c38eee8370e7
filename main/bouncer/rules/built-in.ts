import type { Effect, EffectKind, Place } from '../../../shared/bouncer/model.ts'
import type { Findings, Flow, Signal } from '../pattern-layer/findings.ts'
import { changeRules } from './changes.ts'
import { deletionRules } from './deletion.ts'
import { executionRules } from './execution.ts'
import { fileRules } from './files.ts'
import { memoryRules } from './memory.ts'
import { networkRules } from './network.ts'
import {
  type EffectRule,
  type EngineRule,
  type FlowRule,
  type Hit,
  onEffect,
  type RuleGround,
  type SignalRule,
} from './rule.ts'
import { isUnderstoodInside } from './understood.ts'
import { unwantedRules } from './unwanted.ts'

/** Stands for what no other rule knows: an effect that is not understood, or not inside the project. */
const unmatched = onEffect({
  id: 'call.unmatched',
  kind: 'unknown',
  decision: 'ask',
  why: 'Changes something outside the project in a way that no rule knows.',
  instead: 'Stay inside the project, or wait for the person.',
  matches: () => false,
})

/** All built-in rules, in the order people see them. */
export const builtInRules: readonly EngineRule[] = [
  ...deletionRules,
  ...fileRules,
  ...executionRules,
  ...networkRules,
  ...changeRules,
  ...unwantedRules,
  ...memoryRules,
  unmatched,
]

/** Questions that no rule of a policy file can answer: what was not read, and our own files. */
export const unanswerable: ReadonlySet<string> = new Set([
  'call.unparsed',
  'call.syntax',
  'call.hidden-characters',
  'guard.read',
])

/** A bit for each place, so that one look tells whether a rule can match. */
const BITS: Readonly<Record<Place, number>> = {
  project: 1,
  temporary: 2,
  home: 4,
  system: 8,
  elsewhere: 16,
  unknown: 32,
}
const ANYWHERE = 63

interface PlacedRule {
  readonly rule: EffectRule
  readonly kind: EffectKind
  readonly places: number
}

function placed(rule: EffectRule): PlacedRule {
  const places = rule.at?.reduce((bits, place) => bits | BITS[place], 0) ?? ANYWHERE
  return { rule, kind: rule.kind, places }
}

function placesOf(effect: Effect): number {
  if (!('paths' in effect)) return ANYWHERE
  let places = 0
  for (const { place } of effect.paths) places |= BITS[place]
  return places
}

const onEffects = indexBy(
  builtInRules.filter((rule): rule is EffectRule => rule.on === 'effect').map(placed),
)
const onFlows = indexBy(builtInRules.filter((rule): rule is FlowRule => rule.on === 'flow'))
const onSignals = indexBy(builtInRules.filter((rule): rule is SignalRule => rule.on === 'signal'))

function indexBy<R extends { readonly kind: EffectKind | Flow['kind'] | Signal['kind'] }>(
  rules: readonly R[],
): ReadonlyMap<string, readonly R[]> {
  return Map.groupBy(rules, (rule) => rule.kind)
}

/** What the built-in rules match, in the order of the findings. */
export function builtInHits(findings: Findings, ground: RuleGround): Hit[] {
  const hits: Hit[] = []
  for (const effect of findings.effects) {
    const before = hits.length
    addEffectHits(hits, effect, ground)
    if (hits.length === before && !isUnderstoodInside(effect)) {
      hits.push({ rule: unmatched, spans: effect.spans, effect, detail: null })
    }
  }
  for (const flow of findings.flows) addHits(hits, onFlows, flow)
  for (const signal of findings.signals) addHits(hits, onSignals, signal)
  return hits
}

function addEffectHits(hits: Hit[], effect: Effect, ground: RuleGround): void {
  const rules = onEffects.get(effect.kind)
  if (!rules) return
  const places = placesOf(effect)
  for (const { rule, places: needed } of rules) {
    if (needed & places && rule.matches(effect as never, ground)) {
      hits.push({ rule, spans: effect.spans, effect, detail: null })
    }
  }
}

function addHits(
  hits: Hit[],
  index: ReadonlyMap<string, readonly EngineRule[]>,
  seen: Flow | Signal,
): void {
  const rules = index.get(seen.kind)
  if (!rules) return
  for (const rule of rules) {
    hits.push({ rule, spans: seen.spans, effect: null, detail: seen.detail })
  }
}
