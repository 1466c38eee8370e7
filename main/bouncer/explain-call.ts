import type { AiKept } from '../../shared/bouncer/ai-review.ts'
import type { Effect, RuleLayer, Span, ToolCall, Verdict } from '../../shared/bouncer/model.ts'
import type { PolicyFileStatus } from '../../shared/bouncer/policy.ts'
import { whyKept } from './ai-layer/answerable.ts'
import type { CommandWatcher } from './pattern-layer/findings.ts'
import { observeCall, rulingOn, verdictOn, withRewrite } from './pattern-layer/pattern-layer.ts'
import { layerOf, type Ruling } from './rules/decide.ts'
import type { Policy } from './rules/policy.ts'

/** What a call is explained by. */
export interface ExplainOptions {
  readonly policy: Policy
  /** Every place where rules may lie, with its state. */
  readonly files: readonly PolicyFileStatus[]
}

/** How a call is judged, step by step, as lines for a terminal; decides nothing. */
export function explainCall(call: ToolCall, { policy, files }: ExplainOptions): string[] {
  const heard: string[] = []
  const watch: CommandWatcher = (argv) => void heard.push(argv.map(({ text }) => text).join(' '))
  const ruling = rulingOn(observeCall(call, { policy, watch }))
  const seen = observeCall(call, { policy })
  const verdict = withRewrite(seen, verdictOn(seen))
  return [
    ...section('Call', [`${call.tool} in ${call.cwd}`, ...inputLines(call)]),
    ...section('Read as', heard.length === 0 ? ['no command'] : numbered(heard)),
    ...section(
      'Effects',
      verdict.effects.length === 0 ? ['none'] : verdict.effects.map(effectLine),
    ),
    ...section(
      'In words',
      verdict.explanation.length === 0 ? ['nothing to tell'] : verdict.explanation,
    ),
    ...section('Rules', ruleLines(ruling)),
    ...section('On trial', trialLines(verdict)),
    ...section('Layers', layerLines(policy, files)),
    ...section('Not known', verdict.missingFacts.length === 0 ? ['nothing'] : verdict.missingFacts),
    ...section('Decision', decisionLines(verdict)),
    ...section('AI review', [aiLine(call, verdict, policy)]),
    ...section('Gentler', [verdict.rewrite ?? 'none known']),
  ]
}

const WIDTH = 11

function section(name: string, lines: readonly string[]): string[] {
  const rows = lines.flatMap((line) => line.split('\n'))
  return rows.map((line, at) => `${(at === 0 ? name : '').padEnd(WIDTH)}${shown(line)}`)
}

/** Unknown parts as an ellipsis, control and direction characters by their number. */
function shown(text: string): string {
  return text
    .replaceAll('\uFFFC', '…')
    .replace(
      /[\p{Cc}\p{Cf}]/gu,
      (char) => `<U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`,
    )
}

function inputLines({ input }: ToolCall): string[] {
  const { command } = input
  if (typeof command === 'string') return command.split('\n').map((line) => `$ ${line}`)
  return Object.entries(input).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
}

function numbered(lines: readonly string[]): string[] {
  return lines.map((line, at) => `${at + 1}  ${line.replaceAll('\n', ' ')}`)
}

function effectLine({ kind, spans, ...fields }: Effect): string {
  const told = Object.entries(fields).map(([key, value]) =>
    key === 'paths' && Array.isArray(value)
      ? value.map(pathText).join(', ')
      : `${key} ${String(value)}`,
  )
  return [kind, told.join(', '), spansText(spans)].filter((part) => part !== '').join('  ')
}

function pathText({
  path,
  place,
  certainty,
  secret,
}: Extract<Effect, { kind: 'read' }>['paths'][number]): string {
  const notes = [place, certainty === 'exact' ? '' : certainty, secret ? 'secret' : '']
  return `${path} (${notes.filter((note) => note !== '').join(', ')})`
}

function spansText(spans: readonly Span[]): string {
  return spans.map(({ field, start, end }) => `[${field} ${start}-${end}]`).join(' ')
}

function ruleLines(ruling: Ruling): string[] {
  if (ruling.rules.length === 0)
    return ['none matched; every effect is understood and inside the project']
  return ruling.rules.map((rule, at) => {
    const weighed = at < ruling.deciding ? 'agrees' : 'outweighed'
    const role = at === 0 ? 'won' : weighed
    return `${role.padEnd(11)}${rule.decision.padEnd(6)}${layerOf(rule).padEnd(14)}${rule.id}: ${rule.why}`
  })
}

function trialLines({ shadow }: Verdict): string[] {
  if (!shadow) return ['no rule that would change this']
  return [`would be ${shadow.decision} by ${shadow.rules[0] ?? 'no rule'}`]
}

const LAYERS: readonly RuleLayer[] = ['built-in', 'organisation', 'user', 'workspace']

function layerLines({ publicRules }: Policy, files: readonly PolicyFileStatus[]): string[] {
  return LAYERS.flatMap((layer) => {
    const count = publicRules.filter((rule) => rule.layer === layer).length
    const own = files.filter((file) => file.layer === layer && file.state !== 'absent')
    const where = own.map(({ path, state }) => (state === 'in-force' ? path : `${path} (${state})`))
    const head = `${layer.padEnd(14)}${count} rules${where.length === 0 ? '' : `, ${where.join(', ')}`}`
    return [head, ...own.flatMap(({ problems }) => problems.map((problem) => `  ${problem}`))]
  })
}

const KEPT: Readonly<Record<AiKept, string>> = {
  'policy-file': 'a rule of a file asks',
  rule: 'questions of this rule are never handed to a model',
  effect: 'what it would do is never handed to a model',
  secret: 'it touches credentials',
  'not-known': 'a part of it is not known here',
  'too-long': 'it is too long to send',
}

/** Whether a model might be asked, where the person switched that on. */
function aiLine(call: ToolCall, verdict: Verdict, policy: Policy): string {
  if (verdict.decision !== 'ask') return 'not asked, the rules decide'
  const kept = whyKept(call, verdict, policy)
  return kept === null
    ? 'asked first where you switched it on'
    : `not asked, it stays with you: ${KEPT[kept]}`
}

function decisionLines({ decision, reason, spans, policyHash, engineVersion }: Verdict): string[] {
  const where = spansText(spans)
  return [
    `${decision}${where === '' ? '' : `  ${where}`}`,
    reason,
    `engine ${engineVersion}, policy ${policyHash.slice(0, 12)}`,
  ]
}
