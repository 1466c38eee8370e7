import type { Decision, Effect, RuleLayer, Span } from '../../../shared/bouncer/model.ts'
import type { PolicyCondition, PolicyRule } from '../../../shared/bouncer/policy.ts'
import type { Findings } from '../pattern-layer/findings.ts'
import { unanswerable } from './built-in.ts'
import { isSure, least, type Match, type Matching } from './matching.ts'
import { type Matcher, matcherOf } from './pattern.ts'
import type { Hit } from './rule.ts'

/** A rule of a policy file, or of a grant, ready to be used. */
export interface LayeredRule {
  readonly id: string
  readonly layer: Exclude<RuleLayer, 'built-in'>
  readonly decision: Decision
  readonly why: string
  readonly instead: string
  /** Absolute path of the file it stands in; absent for grants. */
  readonly file?: string
  readonly needsAll: boolean
  readonly matchers: readonly Matcher[]
  /** On trial: it is noted and decides nothing. */
  readonly isShadow?: boolean
  /** Built-in rules whose questions it answers; all that can be answered when absent. */
  readonly answersOnly?: ReadonlySet<string>
}

const ADVICE = {
  allow: 'Go on.',
  ask: 'Wait for the person.',
  deny: 'Do it in another way, or ask the person.',
} as const

/** Makes a rule of a policy file ready. */
export function layeredRule(
  rule: PolicyRule,
  place: { readonly layer: Exclude<LayeredRule['layer'], 'grant'>; readonly file: string },
): LayeredRule {
  const { id, decision, why, when } = rule
  const instead = rule.instead ?? ADVICE[decision]
  const needsAll = when.all !== undefined
  const made = { id, decision, why, instead, ...place, needsAll, matchers: matchersOf(when) }
  return rule.shadow === true ? { ...made, isShadow: true } : made
}

function matchersOf({ any, all, ...one }: PolicyCondition): Matcher[] {
  return (any ?? all ?? [one]).map(matcherOf)
}

/** Whether a rule must hear of every program that runs, also of those without an effect. */
export function watchesPrograms(rule: LayeredRule): boolean {
  return rule.matchers.some((matcher) => matcher.on === 'effect' && matcher.kind === 'execute')
}

/** A strict rule of a policy file that applies. */
export interface LayeredHit {
  readonly rule: LayeredRule
  /** Ask at most, where it is not sure that the rule means this call. */
  readonly decision: Exclude<Decision, 'allow'>
  readonly spans: readonly Span[]
}

/** What rules of policy files look at. */
export interface Seen {
  readonly findings: Findings
  /** Every program that ran, where a rule wants to hear of it. */
  readonly programs: readonly Effect[]
  readonly hits: readonly Hit[]
  /** The whole call, for rules on its name. */
  whole(): readonly Span[]
}

interface Part {
  readonly match: Match
  readonly spans: readonly Span[]
}

/** The strict rules that apply to a call. */
export function strictHits(rules: readonly LayeredRule[], seen: Seen, at: Matching): LayeredHit[] {
  return rules.flatMap((rule) => {
    if (rule.decision === 'allow') return []
    const { match, spans } = wholeOf(rule, seen, at)
    if (match === 'no') return []
    return [{ rule, decision: match === 'maybe' ? 'ask' : rule.decision, spans }]
  })
}

function wholeOf(rule: LayeredRule, seen: Seen, at: Matching): Part {
  const parts = rule.matchers.map((matcher) => partOf(matcher, seen, at))
  if (rule.needsAll) {
    return { match: least(parts.map((part) => part.match)), spans: parts.flatMap((p) => p.spans) }
  }
  const sure = parts.filter((part) => part.match === 'yes')
  const found = sure.length > 0 ? sure : parts.filter((part) => part.match === 'maybe')
  const match = found[0]?.match ?? 'no'
  return { match, spans: found.flatMap((part) => part.spans) }
}

function partOf(matcher: Matcher, seen: Seen, at: Matching): Part {
  switch (matcher.on) {
    case 'call':
      return matcher.matches(at) ? { match: 'yes', spans: seen.whole() } : NOT
    case 'rule':
      return strongest(
        seen.hits.map(({ rule, detail, spans }) => ({
          match: matcher.matches({ id: rule.id, detail }, at),
          spans,
        })),
      )
    case 'effect':
      return strongest(
        [...seen.findings.effects, ...seen.programs].map((effect) => ({
          match: matcher.matches(effect, at),
          spans: effect.spans,
        })),
      )
  }
}

const NOT: Part = { match: 'no', spans: [] }

function strongest(parts: readonly Part[]): Part {
  const match = parts.some((part) => part.match === 'yes') ? 'yes' : 'maybe'
  const found = parts.filter((part) => part.match === match)
  return found.length === 0 ? NOT : { match, spans: found.flatMap((part) => part.spans) }
}

/** The allowing rules that apply to a call as a whole; which of its questions each answers is another matter. */
export function allowingRules(
  rules: readonly LayeredRule[],
  seen: Seen,
  at: Matching,
): LayeredRule[] {
  return rules.filter(
    (rule) => rule.decision === 'allow' && isSure(wholeOf(rule, seen, at).match, at),
  )
}

/** Whether an allowing rule that applies answers the question of one built-in rule. */
export function answers(rule: LayeredRule, hit: Hit, at: Matching): boolean {
  if (unanswerable.has(hit.rule.id)) return false
  if (rule.answersOnly && !rule.answersOnly.has(hit.rule.id)) return false
  const isOnCallAlone = rule.matchers.every((matcher) => matcher.on === 'call')
  return rule.matchers.some((matcher) => {
    if (matcher.on === 'call') return (isOnCallAlone || !rule.needsAll) && matcher.matches(at)
    if (matcher.on === 'effect') return hit.effect !== null && matcher.covers(hit.effect, at)
    return isSure(matcher.matches({ id: hit.rule.id, detail: hit.detail }, at), at)
  })
}
