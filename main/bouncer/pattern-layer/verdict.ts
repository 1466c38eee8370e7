import { callText } from '../../../shared/bouncer/call-text.ts'
import type { Effect, Span, ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { type CallText, layerOf, type Ruling } from '../rules/decide.ts'
import { engineVersion, type Policy } from '../rules/policy.ts'
import { explain } from './explain.ts'
import type { CommandWatcher } from './findings.ts'
import { missingFacts } from './missing-facts.ts'
import { reasonOf } from './reason.ts'
import type { Scene } from './scene.ts'

/** The verdict that a ruling over what was seen amounts to. */
export function verdictOf(
  call: ToolCall,
  judged: {
    readonly scene: Scene
    readonly ruling: Ruling
    readonly policy: Policy
    /** All of the call's text, for what stands nowhere in particular. */
    whole(): readonly Span[]
  },
): Verdict {
  const { scene, ruling, policy, whole } = judged
  const [winner] = ruling.rules
  const verdict: Verdict = {
    decision: ruling.decision,
    layer: winner && layerOf(winner) === 'grant' ? 'grant' : 'pattern',
    rules: ruling.rules.map((rule) => rule.id),
    effects: scene.findings.effects,
    spans: winner ? soundSpans(call, ruling, whole) : [],
    missingFacts: missingFacts(scene),
    reason: reasonOf(ruling),
    explanation: explain(scene.findings, scene.ground),
    engineVersion,
    policyHash: policy.hash,
  }
  // Assigned, as a copy of the whole would cost more than the decision.
  if (winner) verdict.winner = winnerOf(winner)
  return verdict
}

/** The spans that hold text of the call; all of its text when none does. */
function soundSpans({ input }: ToolCall, ruling: Ruling, whole: () => readonly Span[]): Span[] {
  const sound = ruling.spans.filter(({ field, start, end }) => {
    const text = input[field]
    return typeof text === 'string' && start < end && end <= text.length
  })
  if (sound.length > 0) return sound
  const all = whole()
  return [...(all.length > 0 ? all : ruling.spans)]
}

function winnerOf(rule: Ruling['rules'][number]): NonNullable<Verdict['winner']> {
  const { id, why } = rule
  const layer = layerOf(rule)
  const file = 'file' in rule ? rule.file : undefined
  return file === undefined ? { id, layer, why } : { id, layer, why, file }
}

/** What rules of policy files need of a call besides its findings; `programs` is filled while it is read. */
export function textOf(call: ToolCall): CallText & { readonly programs: Effect[] } {
  return { tool: call.tool, whole: () => wholeOf(call), programs: [] }
}

function wholeOf({ input }: ToolCall): Span[] {
  const { field, text } = callText(input)
  if (field !== null) return text === '' ? [] : [{ field, start: 0, end: text.length }]
  const first = Object.entries(input).find(([, value]) => typeof value === 'string' && value !== '')
  return first ? [{ field: first[0], start: 0, end: String(first[1]).length }] : []
}

/** Notes each program that runs, for rules that name programs without an effect of their own. */
export function programWatcher(programs: Effect[], watch?: CommandWatcher): CommandWatcher {
  return (argv, span) => {
    watch?.(argv, span)
    const [first] = argv
    if (!first) return
    programs.push({ kind: 'execute', source: 'program', program: first.text, spans: [span] })
  }
}
