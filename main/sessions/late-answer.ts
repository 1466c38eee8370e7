import type { InboxItem } from '../../shared/inbox/model.ts'
import { assertNever } from '../../shared/kit/assert-never.ts'
import { targetOf } from '../../shared/sessions/summary.ts'

/** The sentence with which an agent is resumed when the person answered after it had gone; null when there is nothing to say. */
export function lateAnswerPrompt(item: InboxItem): string | null {
  if (item.state.status !== 'answered') return null
  const { answer } = item.state
  switch (answer.kind) {
    case 'allow':
      return allowed(item)
    case 'deny':
      return denied(item, answer.note)
    case 'answers':
      return Object.entries(answer.answers)
        .map(([question, chosen]) => `You asked: ${question} The answer is: ${chosen}`)
        .concat('Go on with that.')
        .join('\n')
    default:
      return assertNever(answer)
  }
}

function allowed(item: InboxItem): string {
  if (item.body.kind === 'plan') return 'Your plan is approved. Carry it out.'
  const what = callOf(item)
  return `You were interrupted while a call waited for an answer. It is allowed now, once and exactly as it was: ${what}. Make that call again and go on.`
}

function denied(item: InboxItem, note: string): string {
  const words = note ? ` The person says: ${note}` : ''
  if (item.body.kind === 'plan') return `Your plan was not approved.${words} Make another one.`
  if (item.body.kind === 'question') return `Your question was not answered.${words}`
  return `You were interrupted while a call waited for an answer. It was denied: ${callOf(item)}.${words} Find another way.`
}

function callOf(item: InboxItem): string {
  if (item.body.kind !== 'approval') return ''
  const { tool, input } = item.body.call
  return `${tool} ${targetOf(input)}`.trim()
}
