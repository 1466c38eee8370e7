import type { InboxAnswer, InboxItem } from '../../shared/inbox/model.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import { type Command, useCommand } from '../client/index.ts'
import { useArmed } from './use-armed.ts'

/** What a person can do with a question; presses before the guard is over and while an answer is under way count for nothing. */
export interface Answering {
  readonly busy: boolean
  /** False in the first moments after the question or what is shown of it changed. */
  readonly isReady: boolean
  readonly failure: Failure | null
  readonly answer: (answer: InboxAnswer) => void
  /** Puts the question off until then (milliseconds since the epoch); null takes it up again. */
  readonly setAside: (until: number | null) => void
}

/** The ways to answer one question; the guard begins anew when what is shown besides it stops waiting. */
export function useAnswering(item: InboxItem, isWaiting = false): Answering {
  const answer: Command<'inbox.answer'> = useCommand('inbox.answer')
  const aside: Command<'inbox.setAside'> = useCommand('inbox.setAside')
  const { id } = item
  const isReady = useArmed(JSON.stringify([id, item.body, item.setAsideUntil, isWaiting]))
  const busy = answer.busy || aside.busy
  const mayAct = isReady && !busy
  return {
    busy,
    isReady,
    failure: answer.failure ?? aside.failure,
    answer: (given) => {
      if (mayAct) void answer.run({ id, answer: given })
    },
    setAside: (until) => {
      if (mayAct) void aside.run({ id, until })
    },
  }
}
