import type { CheckedCase, PolicyHint } from '../../../shared/bouncer/draft.ts'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
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

/** Plays every `expect` case of a file against a policy; pure. */
export function checkCases(file: PolicyFile, policy: Policy, ground: CaseGround): CheckedCase[] {
  return file.rules.flatMap((rule) =>
    (rule.expect ?? []).map(({ tool, input, decision: expected }, at) => {
      // A rule on trial is held against its cases as if it counted.
      const counted = rule.shadow ? (policy.trial ?? policy) : policy
      const verdict = judgeByPattern(callOf({ tool, input }, ground), { policy: counted })
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
