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
  if (body.kind !== 'approval') return 'Your plan is approved. Carry it out.'
  const { tool, input } = body.call
  const call = wholeCall(input)
  const interrupted = `You were interrupted while a call of ${tool} waited for an answer.`
  if (call.length <= mostQuoted) {
    return `${interrupted} It is allowed now, once and exactly as it stands here:\n${call}\nMake that call again and go on.`
  }
  const cut = call.slice(0, mostQuoted)
  return `${interrupted} It is allowed now, once. It is too long to be repeated whole; these are its first ${cut.length} of ${call.length} characters:\n${cut}\nOnly the call exactly as you made it then is allowed, any other is judged anew. Make it again if you still have all of it.`
}

/** Most characters of a call that an agent is told again. */
const mostQuoted = 60_000

/** Everything that makes the call another one: a command alone as it is, any other input as data. */
function wholeCall(input: Readonly<Record<string, unknown>>): string {
  const { description: _, ...does } = input
  const { command } = does
  const isCommandAlone = typeof command === 'string' && Object.keys(does).length === 1
  return isCommandAlone ? command : JSON.stringify(typeof command === 'string' ? does : input)
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
  const target = targetOf(input)
  const isCut = !Object.values(input).includes(target)
  return `${tool} ${target}${isCut && target !== '' ? '…' : ''}`.trim()
}

const openings = [
  'You were interrupted while a call of ',
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
