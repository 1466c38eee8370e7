import { policyErrors } from '../../../shared/bouncer/errors.ts'
import type { PolicyCondition, PolicyFile, PolicyRule } from '../../../shared/bouncer/policy.ts'
import { failure } from '../../../shared/kit/failure.ts'
import { builtInRules } from '../rules/built-in.ts'
import { globTokens, literalTokens, overlap } from '../rules/glob.ts'
import { layeredRule } from '../rules/layered.ts'
import type { SourcedRule, UnreadFile } from '../rules/policy.ts'

/** Tools of agents that act in many ways, so that a rule cannot allow them by name alone. */
const ACTING_TOOLS = [
  'Bash',
  'Read',
  'Write',
  'Edit',
  'MultiEdit',
  'NotebookEdit',
  'Glob',
  'Grep',
  'WebFetch',
  'Task',
  'Agent',
]

type Place = { readonly layer: UnreadFile['layer']; readonly path: string }

/** The rules of a file that count, and a sentence for each thing in it that does not. */
export function sourceRules(
  file: PolicyFile,
  place: Place,
): { readonly rules: SourcedRule[]; readonly problems: string[] } {
  const problems: string[] = []
  const say = (code: keyof typeof policyErrors, rule: PolicyRule, other = ''): void => {
    const slots = { id: rule.id, path: place.path, rule: other }
    problems.push(failure(policyErrors, code, slots).message)
  }
  const counting = file.rules.filter((rule) => {
    const refusal = refusalOf(rule, place)
    if (refusal) say(refusal, rule)
    return refusal === null
  })
  for (const rule of counting) {
    if (builtInIds.has(rule.id)) say('policy.id-taken', rule)
    for (const { code, id } of ruleNames(rule)) say(code, rule, id)
  }
  return { rules: counting.map((rule) => sourced(rule, place)), problems }
}

const builtInIds: ReadonlyMap<string, 'ask' | 'deny'> = new Map(
  builtInRules.map(({ id, decision }) => [id, decision]),
)

function sourced(rule: PolicyRule, { layer, path }: Place): SourcedRule {
  const { expect: _, ...decides } = rule
  return { rule: layeredRule(rule, { layer, file: path }), text: JSON.stringify(decides) }
}

function refusalOf(
  rule: PolicyRule,
  { layer }: Place,
): 'policy.loosens' | 'policy.allows-tool' | null {
  if (rule.decision !== 'allow') return null
  if (layer === 'workspace') return 'policy.loosens'
  return allowsActingTool(rule.when) ? 'policy.allows-tool' : null
}

/** Whether the condition comes down to the name of a tool that can do anything. */
function allowsActingTool(when: PolicyCondition): boolean {
  const parts = partsOf(when)
  const onCalls = parts.flatMap(({ call }) => (call ? [call] : []))
  const isNarrowed = when.all !== undefined && onCalls.length < parts.length
  if (isNarrowed) return false
  return onCalls.some(({ tool = '*', server }) => {
    if (server !== undefined) return false
    const globs = [tool].flat().filter((glob) => !glob.startsWith('!'))
    return globs.length === 0 || globs.some(meansActingTool)
  })
}

function meansActingTool(glob: string): boolean {
  const tokens = globTokens(glob.toLowerCase(), 'text')
  return ACTING_TOOLS.some((name) =>
    overlap(tokens, literalTokens(name.toLowerCase()), { left: 100_000 }),
  )
}

function partsOf({ any, all, ...one }: PolicyCondition) {
  return any ?? all ?? [one]
}

interface VainName {
  readonly code: 'policy.no-such-rule' | 'policy.locked'
  readonly id: string
}

/** Built-in rules that a rule names in vain: those that are not there, and those that nothing loosens. */
function ruleNames(rule: PolicyRule): VainName[] {
  const ids = partsOf(rule.when).flatMap((part) => (part.rule ? [part.rule.id].flat() : []))
  return ids.flatMap((id): VainName[] => {
    if (/[*?!]/.test(id)) return []
    const decision = builtInIds.get(id)
    if (decision === undefined) return [{ code: 'policy.no-such-rule', id }]
    return rule.decision === 'allow' && decision === 'deny' ? [{ code: 'policy.locked', id }] : []
  })
}
