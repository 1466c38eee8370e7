import type { ToolCall } from '../../shared/bouncer/model.ts'
import type { InboxAnswer, InboxBody, InboxItem } from '../../shared/inbox/model.ts'

/** Whether an answer is of the kind that the question asks for, with every question answered. */
export function fits(body: InboxBody, answer: InboxAnswer): boolean {
  if (answer.kind === 'deny') return true
  if (body.kind !== 'question') return answer.kind === 'allow'
  if (answer.kind !== 'answers') return false
  return body.questions.every(({ question }) => (answer.answers[question] ?? '').trim() !== '')
}

/** Whether an approval was given for exactly this call: same tool, same input, same place. */
export function isSameCall(item: InboxItem, call: ToolCall): boolean {
  if (item.body.kind !== 'approval') return false
  const asked = item.body.call
  return (
    asked.tool === call.tool &&
    asked.cwd === call.cwd &&
    asked.workspace === call.workspace &&
    canonical(asked.input) === canonical(call.input)
  )
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
