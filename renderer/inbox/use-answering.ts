import type { InboxAnswer, InboxItem } from '../../shared/inbox/model.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import { type Command, useCommand, useConnection } from '../client/index.ts'
import { useLostAnswers } from './lost-answers.ts'
import { useArmed } from './use-armed.ts'

/** What a person can do with a question; presses before the guard is over and while an answer is under way count for nothing. */
export interface Answering {
  readonly busy: boolean
  /** False in the first moments after the question or what is shown of it changed, and while the app cannot be reached. */
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
  const lost = useLostAnswers()
  const { status } = useConnection()
  const isReached = status !== 'offline' && status !== 'silent'
  const isArmed = useArmed(JSON.stringify([id, item.body, item.setAsideUntil, isWaiting]))
  const isReady = isArmed && isReached
  const busy = answer.busy || aside.busy
  const mayAct = isReady && !busy
  const send = async (given: InboxAnswer) => {
    // Where another answer was first, this card is gone before it could say so.
    const counted = await answer.run({ id, answer: given })
    if (counted === null) lost.add(id, given.kind)
    else lost.drop(id)
  }
  return {
    busy,
    isReady,
    failure: answer.failure ?? aside.failure,
    answer: (given) => {
      if (mayAct) void send(given)
    },
    setAside: (until) => {
      if (mayAct) void aside.run({ id, until })
    },
  }
}
