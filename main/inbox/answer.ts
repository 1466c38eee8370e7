import type { GrantDraft } from '../../shared/bouncer/grants.ts'
import type { ToolCall } from '../../shared/bouncer/model.ts'
import { inboxErrors } from '../../shared/inbox/errors.ts'
import type { InboxAnswer, InboxBody, InboxItem } from '../../shared/inbox/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import type { Clock } from '../kit/clock.ts'
import { callIdentity } from '../kit/same-call.ts'

/** Whether an answer is of the kind that the question asks for, with every question answered. */
function fits(body: InboxBody, answer: InboxAnswer): boolean {
  if (body.kind === 'at-terminal') return false
  if (answer.kind === 'deny') return true
  if (answer.kind === 'allow' && answer.grant && body.kind !== 'approval') return false
  if (body.kind !== 'question') return answer.kind === 'allow'
  if (answer.kind !== 'answers') return false
  return body.questions.every(({ question }) => (answer.answers[question] ?? '').trim() !== '')
}

/** Whether an approval was given for exactly this call: same tool, same input but for what the agent says of a command, same place. */
export function isSameCall(item: InboxItem, call: ToolCall): boolean {
  if (item.body.kind !== 'approval') return false
  const asked = item.body.call
  return asked.workspace === call.workspace && callIdentity(asked) === callIdentity(call)
}

/** What answers are checked by. */
export interface AnswerChecks {
  readonly clock: Clock
  /** What is wrong with allowing more than the call that is asked about; null when nothing is. */
  readonly checkGrant?: (draft: GrantDraft, body: InboxBody) => Failure | null
}

/** Why an answer cannot take effect; null when it can. */
export function whyNotAnswerable(
  { state, body }: InboxItem,
  answer: InboxAnswer,
  { clock, checkGrant }: AnswerChecks,
): Failure | null {
  if (state.status !== 'waiting') return alreadySettled(state, clock.now())
  if (!fits(body, answer)) return failure(inboxErrors, 'inbox.wrong-answer')
  if (answer.kind !== 'allow' || !answer.grant) return null
  if (!checkGrant) return failure(inboxErrors, 'inbox.wrong-answer')
  return checkGrant(answer.grant, body)
}

/** Says by whom and when a question was settled; `now` in milliseconds since the epoch. */
export function alreadySettled(state: InboxItem['state'], now: number): Failure {
  if (state.status !== 'answered') return failure(inboxErrors, 'inbox.withdrawn')
  const seconds = Math.max(0, Math.round((now - state.at) / 1_000))
  const when = seconds < 1 ? 'just now' : `${seconds} s before`
  return failure(inboxErrors, 'inbox.already-answered', { when, by: state.by })
}
