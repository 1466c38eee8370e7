import type { Decision, Span } from '../../../shared/bouncer/model.ts'
import type { Findings } from '../pattern-layer/findings.ts'
import { changeRules } from './changes.ts'
import { deletionRules } from './deletion.ts'
import { executionRules } from './execution.ts'
import { fileRules } from './files.ts'
import { networkRules } from './network.ts'
import type { EngineRule, RuleGround } from './rule.ts'

/** All built-in rules, in the order people see them. */
export const builtInRules: readonly EngineRule[] = [
  ...deletionRules,
  ...fileRules,
  ...executionRules,
  ...networkRules,
  ...changeRules,
]

const INDEX: ReadonlyMap<string, readonly EngineRule[]> = indexRules(builtInRules)

function indexRules(rules: readonly EngineRule[]): Map<string, EngineRule[]> {
  const index = new Map<string, EngineRule[]>()
  for (const rule of rules) {
    const key = rule.on === 'effect' ? rule.kind : `${rule.on} ${rule.kind}`
    const list = index.get(key)
    if (list) list.push(rule)
    else index.set(key, [rule])
  }
  return index
}

/** What the rules say about findings: deny beats ask beats allow. */
export interface Ruling {
  readonly decision: Decision
  /** Matched rules, those of the decision first. */
  readonly rules: readonly EngineRule[]
  readonly spans: readonly Span[]
}

const NOTHING: Ruling = { decision: 'allow', rules: [], spans: [] }

/** Runs every rule that looks at one of the findings. */
export function decide(findings: Findings, ground: RuleGround): Ruling {
  const hits: { rule: EngineRule; spans: readonly Span[] }[] = []
  for (const effect of findings.effects) {
    for (const rule of INDEX.get(effect.kind) ?? []) {
      if (rule.on === 'effect' && rule.matches(effect as never, ground))
        hits.push({ rule, spans: effect.spans })
    }
  }
  for (const flow of findings.flows) {
    for (const rule of INDEX.get(`flow ${flow.kind}`) ?? []) hits.push({ rule, spans: flow.spans })
  }
  for (const signal of findings.signals) {
    for (const rule of INDEX.get(`signal ${signal.kind}`) ?? [])
      hits.push({ rule, spans: signal.spans })
  }
  return hits.length === 0 ? NOTHING : strongest(hits)
}

function strongest(hits: readonly { rule: EngineRule; spans: readonly Span[] }[]): Ruling {
  const decision = hits.some((hit) => hit.rule.decision === 'deny') ? 'deny' : 'ask'
  const rules: EngineRule[] = []
  for (const first of [true, false]) {
    for (const { rule } of hits) {
      if ((rule.decision === decision) === first && !rules.includes(rule)) rules.push(rule)
    }
  }
  const spans: Span[] = []
  for (const hit of hits) {
    if (hit.rule.decision !== decision) continue
    for (const span of hit.spans) {
      if (!spans.some((seen) => sameSpan(seen, span))) spans.push(span)
    }
  }
  return { decision, rules, spans }
}

function sameSpan(left: Span, right: Span): boolean {
  return left.field === right.field && left.start === right.start && left.end === right.end
}
