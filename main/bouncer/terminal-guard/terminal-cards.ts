import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { Inbox } from '../../inbox/index.ts'
import type { Bouncer } from '../judge.ts'
import type { AskedCall, AskedInTerminals } from './asked-in-terminals.ts'
import type { HookQuestion } from './hook-request.ts'
import { terminalSession } from './hook-request.ts'

/** What the agent's program is told about its own open question; `none` leaves it to the person at the terminal. */
export interface CardAnswer {
  readonly decision: 'allow' | 'deny' | 'none'
  readonly reason: string
}

/** Cards in the inbox for questions that an agent in a terminal of the app asks there too; the first answer wins. */
export interface TerminalCards {
  /** Waits without a limit; `signal` aborts when the program no longer asks. */
  ask(question: HookQuestion, signal: AbortSignal): Promise<CardAnswer>
  /** A call ran: where it still had a card, the person had answered at the terminal. */
  ran(one: AskedCall): Promise<void>
}

/** What cards need. */
export interface TerminalCardsDeps {
  readonly inbox: Pick<Inbox, 'ask' | 'settled' | 'withdraw' | 'markDelivered'>
  readonly questions: AskedInTerminals
  readonly recordAnswer: Bouncer['recordAnswer']
  readonly whyBarred: Bouncer['whyBarred']
  readonly refuse: Bouncer['refuse']
  readonly giveGrant: Bouncer['giveGrant']
}

const none: CardAnswer = { decision: 'none', reason: '' }
const answeredThere = 'it was answered at the terminal'

/** Creates them; the program's own dialog stands beside each card and is never taken away unanswered. */
export function createTerminalCards(deps: TerminalCardsDeps): TerminalCards {
  const { inbox, questions } = deps

  const settle = async (one: AskedCall, item: InboxItem): Promise<CardAnswer> => {
    const { state } = item
    if (state.status !== 'answered' || state.answer.kind === 'answers') return none
    const { answer } = state
    const isRecorded = await record(item, deps)
    const delivered = await inbox.markDelivered(item.id)
    if (!isRecorded || !delivered.ok) {
      return { decision: 'deny', reason: 'The answer could not be recorded, so nothing was done.' }
    }
    if (answer.kind === 'deny') {
      return { decision: 'deny', reason: answer.note || 'The person denied this call.' }
    }
    const { call, judgement } = one
    const barred = await deps.whyBarred({ call, shown: judgement.verdict.effects })
    if (barred !== null) {
      await deps.refuse(call, barred.why)
      return { decision: 'deny', reason: barred.why }
    }
    // A no is kept open: what runs all the same was allowed at the terminal a moment before.
    questions.answered(one)
    return { decision: 'allow', reason: '' }
  }

  return {
    async ask(question, signal) {
      const one = questions.find(terminalSession(question.session_id), question)
      if (one === null) return none
      const { call, judgement } = one
      const { verdict, entry } = judgement
      const asked = await inbox.ask({
        ...{ sessionId: call.sessionId, callId: call.id },
        body: { kind: 'approval', call, verdict, entry, agentReason: null },
      })
      if (!asked.ok) return none
      one.card = asked.value.id
      const settled = await inbox.settled(asked.value.id, signal)
      if (settled !== null) return settle(one, settled)
      await inbox.withdraw(asked.value.id, answeredThere)
      return none
    },
    async ran({ card }) {
      if (card !== null) await inbox.withdraw(card, answeredThere)
    },
  }
}

/** Writes the person's answer into the record; false means that it must not count. */
async function record(item: InboxItem, deps: TerminalCardsDeps): Promise<boolean> {
  if (item.state.status !== 'answered' || item.state.answer.kind === 'answers') return false
  const { answer, by, at } = item.state
  const recorded = await deps.recordAnswer({
    kind: 'answer',
    session: item.sessionId,
    callId: item.callId ?? '',
    inboxId: item.id,
    decision: answer.kind,
    by,
    ...(answer.kind === 'deny' && answer.note ? { note: answer.note } : {}),
    waitedMs: Math.max(0, Math.round(at - item.createdAt)),
  })
  if (recorded.ok) await deps.giveGrant(item)
  return recorded.ok
}
