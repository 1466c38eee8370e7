import type { Decision, Effect, RuleLayer, Span } from '../../../shared/bouncer/model.ts'
import type { Findings } from '../pattern-layer/findings.ts'
import { builtInHits } from './built-in.ts'
import { allowingRules, answers, type LayeredRule, strictHits } from './layered.ts'
import type { Matching } from './matching.ts'
import { builtInPolicy, type Policy, type Unread, unreadRule } from './policy.ts'
import type { EngineRule, Hit, RuleGround } from './rule.ts'

/** A rule of any layer, as a ruling names it. */
export type NamedRule = EngineRule | LayeredRule | Unread

/** What the rules say about findings: deny beats ask beats allow. */
export interface Ruling {
  readonly decision: Decision
  /** Matched rules, those that decided first; the first of all is the one that won. */
  readonly rules: readonly NamedRule[]
  /** How many of the rules decided; the others were outweighed. */
  readonly deciding: number
  readonly spans: readonly Span[]
}

/** The call, where rules need more than its findings: its name and all of its text. */
export interface CallText {
  readonly tool: string
  /** All of the call's text. */
  whole(): readonly Span[]
  /** Every program that runs, where the policy wants to hear of it. */
  readonly programs: readonly Effect[]
}

/** Rules besides the built-in ones, and what they need. */
export interface DecideOptions {
  readonly policy?: Policy
  readonly call?: CallText
}

const NOTHING: Ruling = { decision: 'allow', rules: [], deciding: 0, spans: [] }
const NO_CALL: CallText = { tool: '', whole: () => [], programs: [] }
/** Steps that comparing with the rules of policy files may cost in one decision. */
const MAX_STEPS = 1_000_000

/** Whose rule it is. */
export function layerOf(rule: NamedRule): RuleLayer {
  return 'layer' in rule ? rule.layer : 'built-in'
}

/** Runs every rule of every layer that looks at one of the findings; pure. */
export function decide(
  findings: Findings,
  ground: RuleGround,
  { policy = builtInPolicy, call = NO_CALL }: DecideOptions = {},
): Ruling {
  const hits = builtInHits(findings, ground)
  if (policy.isBuiltInAlone) return hits.length === 0 ? NOTHING : strongest(hits)
  return withoutUnread(layered({ findings, hits, ...call }, ground, policy), policy, call)
}

interface Case extends CallText {
  readonly findings: Findings
  readonly hits: readonly Hit[]
}

function layered(seen: Case, ground: RuleGround, { rules }: Policy): Ruling {
  const at: Matching = { ground, tool: seen.tool, meter: { left: MAX_STEPS } }
  const strict = strictHits(rules, seen, at)
  const weighed: Weighed[] = [...strict, ...seen.hits]
  if (weighed.some((hit) => decisionOf(hit) === 'deny') || strict.length > 0) {
    return strongest(weighed)
  }
  return answered(seen, at, rules)
}

/** Lets a call through when allowing rules answer every question of the built-in rules. */
function answered(seen: Case, at: Matching, rules: readonly LayeredRule[]): Ruling {
  const { hits } = seen
  if (hits.length === 0) return NOTHING
  const allowing = allowingRules(rules, seen, at)
  const used = new Set<LayeredRule>()
  for (const hit of hits) {
    const rule = allowing.find((one) => answers(one, hit, at))
    if (!rule) return strongest(hits)
    used.add(rule)
  }
  const outweighed = strongest(hits)
  const rulesOf = [...used, ...outweighed.rules]
  return { decision: 'allow', rules: rulesOf, deciding: used.size, spans: outweighed.spans }
}

/** Asks about what would go through while the rules of a file are not known. */
function withoutUnread(ruling: Ruling, { unread }: Policy, { whole }: CallText): Ruling {
  const [first] = unread
  if (ruling.decision !== 'allow' || !first) return ruling
  return {
    decision: 'ask',
    rules: [unreadRule(first), ...ruling.rules],
    deciding: 1,
    spans: whole(),
  }
}

/** A hit of a built-in rule or of a strict one of a file. */
type Weighed = {
  readonly rule: EngineRule | LayeredRule
  readonly decision?: Decision
  readonly spans: readonly Span[]
}

function decisionOf({ decision, rule }: Weighed): Decision {
  return decision ?? rule.decision
}

function strongest(hits: readonly Weighed[]): Ruling {
  const decision = hits.some((hit) => decisionOf(hit) === 'deny') ? 'deny' : 'ask'
  const rules: Weighed['rule'][] = []
  const spans: Span[] = []
  for (const hit of hits) {
    if (decisionOf(hit) === decision) addDeciding(rules, spans, hit)
  }
  const deciding = rules.length
  for (const { rule } of hits) if (!rules.includes(rule)) rules.push(rule)
  return { decision, rules, deciding, spans }
}

function addDeciding(rules: Weighed['rule'][], spans: Span[], hit: Weighed): void {
  if (!rules.includes(hit.rule)) rules.push(hit.rule)
  for (const span of hit.spans) if (!holdsSpan(spans, span)) spans.push(span)
}

function holdsSpan(spans: readonly Span[], span: Span): boolean {
  for (const seen of spans) if (sameSpan(seen, span)) return true
  return false
}

function sameSpan(left: Span, right: Span): boolean {
  return left.field === right.field && left.start === right.start && left.end === right.end
}
