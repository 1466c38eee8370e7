import type { Decision, Effect, EffectKind, Place, Span } from '../../../shared/bouncer/model.ts'
import type { Flow, Signal } from '../pattern-layer/findings.ts'

/** What rules may know besides the effects: where the project and the home lie. */
export interface RuleGround {
  readonly workspace: string
  readonly home: string
  /** Absolute folder of this app's own records and settings. */
  readonly ownHome: string
}

interface RuleBase {
  readonly id: string
  readonly decision: Exclude<Decision, 'allow'>
  /** One sentence for the person. */
  readonly why: string
  /** What the agent can do instead; ends the reason. */
  readonly instead: string
}

/** A rule on one kind of effect. */
export interface EffectRule<K extends EffectKind = EffectKind> extends RuleBase {
  readonly on: 'effect'
  readonly kind: K
  /** One of the effect's paths must lie at one of these places for the rule to match; any when absent. */
  readonly at?: readonly Place[]
  matches(effect: Extract<Effect, { kind: K }>, ground: RuleGround): boolean
}

/** A rule on a path of data inside the call. */
export interface FlowRule extends RuleBase {
  readonly on: 'flow'
  readonly kind: Flow['kind']
}

/** A rule on something noticed about the call itself. */
export interface SignalRule extends RuleBase {
  readonly on: 'signal'
  readonly kind: Signal['kind']
}

/** Any built-in rule. */
export type EngineRule = EffectRule | FlowRule | SignalRule

/** What a built-in rule matched. */
export interface Hit {
  readonly rule: EngineRule
  readonly spans: readonly Span[]
  /** The effect that it matched; null for flows and signals. */
  readonly effect: Effect | null
  /** What was noticed, for flows and signals: a host, a program, a path. */
  readonly detail: string | null
}

/** Every place but the project. */
export const BEYOND_PROJECT: readonly Place[] = [
  'temporary',
  'home',
  'system',
  'elsewhere',
  'unknown',
]

/** Declares a rule on effects with the effect's own type in its predicate. */
export function onEffect<K extends EffectKind>(rule: Omit<EffectRule<K>, 'on'>): EngineRule {
  return { ...rule, on: 'effect' }
}
