import type { Decision, ToolCall } from '../../../shared/bouncer/model.ts'
import type { PolicyFile, PolicyRule } from '../../../shared/bouncer/policy.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import type { Policy } from '../rules/policy.ts'

/** Where the cases of a file are played. */
export interface CaseGround {
  /** Absolute project folder. */
  readonly workspace: string
  /** Absolute home of the person. */
  readonly home: string
}

/** One case of a file, and what the rules made of it. */
export interface CheckedCase {
  readonly rule: string
  /** From 1, among the cases of its rule. */
  readonly number: number
  readonly tool: string
  readonly input: Readonly<Record<string, unknown>>
  readonly expected: Decision
  readonly got: Decision
  /** Rules that decided otherwise, strongest first. */
  readonly by: readonly string[]
  readonly isMet: boolean
}

/** Plays every `expect` case of a file against a policy; pure. */
export function checkCases(file: PolicyFile, policy: Policy, ground: CaseGround): CheckedCase[] {
  return file.rules.flatMap((rule) =>
    (rule.expect ?? []).map(({ tool, input, decision: expected }, at) => {
      const verdict = judgeByPattern(callOf({ tool, input }, ground), { policy })
      const { decision: got, rules: by } = verdict
      const isMet = got === expected
      return { rule: rule.id, number: at + 1, tool, input, expected, got, by, isMet }
    }),
  )
}

function callOf(
  { tool, input }: Pick<ToolCall, 'tool' | 'input'>,
  { workspace, home }: CaseGround,
): ToolCall {
  const ids = { id: 'case' as CallId, sessionId: 'case' as SessionId }
  return { ...ids, tool, input, cwd: workspace, workspace, home }
}

/** A remark on a rule that counts, but may not do what its author thinks. */
export interface PolicyHint {
  readonly rule: string
  readonly kind: 'no-case' | 'no-matching-case' | 'same-condition'
  /** The other rule, where it is about two. */
  readonly other?: string
}

/** What about the rules of a file deserves a second look; pure. */
export function hintsOn(file: PolicyFile, cases: readonly CheckedCase[]): PolicyHint[] {
  const seen = new Map<string, PolicyRule>()
  return file.rules.flatMap((rule) => {
    const { id } = rule
    const own = cases.filter((one) => one.rule === id)
    const hints: PolicyHint[] = []
    if (own.length === 0) hints.push({ rule: id, kind: 'no-case' })
    else if (!own.some((one) => one.by.includes(id))) {
      hints.push({ rule: id, kind: 'no-matching-case' })
    }
    const condition = JSON.stringify(rule.when)
    const twin = seen.get(condition)
    if (twin) hints.push({ rule: id, kind: 'same-condition', other: twin.id })
    seen.set(condition, twin ?? rule)
    return hints
  })
}
