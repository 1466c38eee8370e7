import type { InboxAnswer, InboxBody } from '../../shared/inbox/model.ts'
import { assertNever } from '../../shared/kit/assert-never.ts'
import { targetOf } from '../../shared/sessions/summary.ts'

/** The sentence with which an agent is resumed when the person answered after it had gone. */
export function lateAnswerPrompt(body: InboxBody, answer: InboxAnswer): string {
  switch (answer.kind) {
    case 'allow':
      return allowed(body)
    case 'deny':
      return denied(body, answer.note)
    case 'answers':
      return Object.entries(answer.answers)
        .map(([question, chosen]) => `You asked: ${question} The answer is: ${chosen}`)
        .concat('Go on with that.')
        .join('\n')
    default:
      return assertNever(answer)
  }
}

function allowed(body: InboxBody): string {
  if (body.kind === 'plan') return 'Your plan is approved. Carry it out.'
  const what = callOf(body)
  return `You were interrupted while a call waited for an answer. It is allowed now, once and exactly as it was: ${what}. Make that call again and go on.`
}

function denied(body: InboxBody, note: string): string {
  const words = note ? ` The person says: ${note}` : ''
  if (body.kind === 'plan') return `Your plan was not approved.${words} Make another one.`
  if (body.kind === 'question') return `Your question was not answered.${words}`
  return `You were interrupted while a call waited for an answer. It was denied: ${callOf(body)}.${words} Find another way.`
}

function callOf(body: InboxBody): string {
  if (body.kind !== 'approval') return ''
  const { tool, input } = body.call
  return `${tool} ${targetOf(input)}`.trim()
}

const openings = [
  'You were interrupted while a call waited for an answer.',
  'Your plan is approved. Carry it out.',
  'Your plan was not approved.',
  'Your question was not answered.',
  'You asked: ',
]

/** Whether a prompt begins like those that the app writes to tell of an answer. */
export function isOfLateAnswer(text: string): boolean {
  return openings.some((opening) => text.startsWith(opening))
}
