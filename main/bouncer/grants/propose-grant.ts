import type { Grant, GrantForm, GrantProposal } from '../../../shared/bouncer/grants.ts'
import type { Observation } from '../pattern-layer/pattern-layer.ts'
import { builtInHits } from '../rules/built-in.ts'
import { decide } from '../rules/decide.ts'
import { withGrants } from '../rules/policy.ts'
import type { Hit } from '../rules/rule.ts'
import { isGrantable } from './check-draft.ts'
import { formsOf } from './grant-forms.ts'
import { rulesOf } from './grant-rules.ts'

/** What could be allowed beyond the call that was seen; pure. */
export function proposeGrant(seen: Observation): GrantProposal {
  const hits = builtInHits(seen.scene.findings, seen.scene.ground)
  const onceOnly = whyOnceOnly(seen, hits)
  if (onceOnly !== null) return { forms: null, onceOnly }
  const forms = formsOf(hits, seen.scene.ground)
  const isEnough = forms !== null && isAllowedBy(seen, { kind: 'form', forms: [...forms] })
  return { forms: isEnough ? [...forms] : null, onceOnly: null }
}

/** The built-in rules whose questions about the call a grant would answer. */
export function questionsOf({ scene }: Observation): string[] {
  return rulesHit(builtInHits(scene.findings, scene.ground))
}

function rulesHit(hits: readonly Hit[]): string[] {
  return [...new Set(hits.map(({ rule }) => rule.id))]
}

function whyOnceOnly(seen: Observation, hits: readonly Hit[]): string | null {
  if (hits.length === 0)
    return 'The agent’s own program asks, and only an answer each time settles that.'
  const fixed = hits.find(({ rule }) => !isGrantable(rule.id))
  if (fixed) return `The rule ${fixed.rule.id} asks each time.`
  const isEnough = isAllowedBy(seen, { kind: 'all', rules: rulesHit(hits) })
  return isEnough ? null : 'A rule of a policy file asks each time. Change the file to change that.'
}

type Reach = { kind: 'form'; forms: GrantForm[] } | { kind: 'all'; rules: string[] }

/** Whether the rules would let the call through with such a grant. */
function isAllowedBy({ scene, policy, text }: Observation, reach: Reach): boolean {
  const digest = 'this call'
  const held: Grant['reach'] =
    reach.kind === 'form' ? reach : { kind: 'exact', tool: text.tool, digest, rules: reach.rules }
  const grant: Grant = {
    ...{ id: 'proposed', createdAt: 0, by: '', expiresAt: null, given: '', inboxId: '' },
    scope: { kind: 'everywhere' },
    reach: held,
  }
  const granted = rulesOf(grant, () => digest)
  const ruling = decide(scene.findings, scene.ground, {
    policy: withGrants(policy, granted),
    call: text,
  })
  return ruling.decision === 'allow'
}
