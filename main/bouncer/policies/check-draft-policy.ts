import type { CheckedPolicy } from '../../../shared/bouncer/draft.ts'
import type { Failure } from '../../../shared/kit/failure.ts'
import { ok, type Result } from '../../../shared/kit/result.ts'
import { type CaseGround, checkCases, hintsOn } from './check-policy.ts'
import { type DraftPlace, draftSource } from './draft-source.ts'
import { createPolicies } from './policies.ts'

/** Reads rules in the place of the person's own, or of another layer's, and plays their cases among those of every layer; fails where they cannot be read. */
export async function checkDraft(
  text: string,
  where: {
    readonly rules: {
      readonly home: string
      readonly organisationFolder: string
      readonly packs: readonly string[]
    }
    readonly ground: CaseGround
    /** Whose rules they are; the person's when absent. */
    readonly place?: DraftPlace
  },
): Promise<Result<CheckedPolicy, Failure>> {
  const draft = draftSource(text, where.place)
  if (!draft.ok) return draft
  const { source, file } = draft.value
  const { packs, ...rules } = where.rules
  const policies = createPolicies({
    ...{ ...rules, packs: () => packs, notify: () => undefined, draft: draft.value },
  })
  const policy = await policies.policyFor(where.ground.workspace)
  const { status } = await source.look()
  const cases = checkCases(file, policy, where.ground)
  return ok({
    ...{ rules: status.rules, problems: [...status.problems], cases },
    hints: hintsOn(file, cases),
  })
}
