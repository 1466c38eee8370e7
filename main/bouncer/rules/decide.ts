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
  const hits: Hit[] = []
  for (const effect of findings.effects) {
    for (const rule of INDEX.get(effect.kind) ?? NO_RULES) {
      if (rule.on === 'effect' && rule.matches(effect as never, ground)) {
        hits.push({ rule, spans: effect.spans })
      }
    }
  }
  for (const { kind, spans } of findings.flows) addHits(hits, `flow ${kind}`, spans)
  for (const { kind, spans } of findings.signals) addHits(hits, `signal ${kind}`, spans)
  return hits.length === 0 ? NOTHING : strongest(hits)
}

interface Hit {
  readonly rule: EngineRule
  readonly spans: readonly Span[]
}

const NO_RULES: readonly EngineRule[] = []

function addHits(hits: Hit[], key: string, spans: readonly Span[]): void {
  for (const rule of INDEX.get(key) ?? NO_RULES) hits.push({ rule, spans })
}

function strongest(hits: readonly Hit[]): Ruling {
  const decision = hits.some((hit) => hit.rule.decision === 'deny') ? 'deny' : 'ask'
  const deciding = hits.filter((hit) => hit.rule.decision === decision)
  const rules = [...new Set([...deciding, ...hits].map((hit) => hit.rule))]
  const spans: Span[] = []
  for (const span of deciding.flatMap((hit) => hit.spans)) {
    if (!spans.some((seen) => sameSpan(seen, span))) spans.push(span)
  }
  return { decision, rules, spans }
}

function sameSpan(left: Span, right: Span): boolean {
  return left.field === right.field && left.start === right.start && left.end === right.end
}
