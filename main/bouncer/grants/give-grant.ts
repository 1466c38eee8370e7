import { callText } from '../../../shared/bouncer/call-text.ts'
import { grantErrors } from '../../../shared/bouncer/errors.ts'
import type { Grant, GrantDraft } from '../../../shared/bouncer/grants.ts'
import type { InboxBody, InboxItem } from '../../../shared/inbox/model.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import type { Notify } from '../../kit/announce.ts'
import { redactText } from '../../kit/redact.ts'
import type { BouncerDeps } from '../judge.ts'
import { checkDraft, isGrantable } from './check-draft.ts'
import { type Grants, grantOf } from './grants.ts'

/** What is wrong with allowing more than the asked call; null when it can be granted. */
export function checkGrant(draft: GrantDraft, body: InboxBody): Failure | null {
  if (body.kind !== 'approval')
    return failure(grantErrors, 'grant.not-possible', { rule: body.kind })
  const { decision, rules } = body.verdict
  const fixed = rules.find((rule) => !isGrantable(rule))
  if (decision !== 'ask' || rules.length === 0 || fixed !== undefined) {
    return failure(grantErrors, 'grant.not-possible', { rule: fixed ?? 'of the agent’s program' })
  }
  return checkDraft(draft)
}

const MAX_GIVEN = 400

/** The grant that an answered question holds; null when it was answered without one. */
function grantIn({ id, body, state }: InboxItem): Grant | null {
  if (body.kind !== 'approval' || state.status !== 'answered') return null
  const { answer, by, at } = state
  if (answer.kind !== 'allow' || !answer.grant || checkGrant(answer.grant, body)) return null
  const { call, verdict } = body
  const { text } = callText(call.input)
  const given = redactText(`${call.tool} ${text}`.replace(/\s+/g, ' ').trim()).slice(0, MAX_GIVEN)
  return grantOf(answer.grant, { inboxId: id, call, rules: verdict.rules, given, by, at })
}

/** Puts what an answer grants on record and in force; a grant that fails is told, and the call it came with runs once. */
export function createGiving(deps: {
  readonly grants: Grants
  readonly audit: BouncerDeps['audit']
  readonly notify: Notify
  /** Called once a grant is in force. */
  readonly given?: (grant: Grant) => void
}): (item: InboxItem) => Promise<void> {
  const { grants, audit, notify } = deps
  return async (item) => {
    const grant = grantIn(item)
    if (!grant || grants.wasGiven(grant.id)) return
    const { by } = grant
    const entry = { kind: 'grant', session: item.sessionId, event: 'given', by, grant } as const
    const recorded = await audit.append(entry)
    const given = recorded.ok ? await grants.give(grant) : recorded
    if (given.ok) {
      deps.given?.(grant)
      return
    }
    notify({ level: 'warning', source: 'bouncer', message: given.error.message })
  }
}

/** Gives what was answered right before the app ended; older answers than `since` (milliseconds since the epoch) are left. */
export async function giveUnfinished(
  items: readonly InboxItem[],
  {
    giveGrant,
    since,
  }: { readonly giveGrant: (item: InboxItem) => Promise<void>; readonly since: number },
): Promise<void> {
  for (const item of items) {
    if (item.state.status === 'answered' && item.state.at >= since) await giveGrant(item)
  }
}
