import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { Inbox } from '../../inbox/index.ts'
import type { Bouncer } from '../judge.ts'
import type { AskedCall, AskedInTerminals } from './asked-in-terminals.ts'
import type { HookQuestion } from './hook-request.ts'
import { terminalSession } from './hook-request.ts'
import { createPointers } from './pointers.ts'

/** What the agent's program is told about its own open question; `none` leaves it to the person at the terminal. */
export interface CardAnswer {
  readonly decision: 'allow' | 'deny' | 'none'
  readonly reason: string
}

/** A question of the program, and the folder that it was started in. */
export interface AskedThere {
  readonly question: HookQuestion
  readonly folder: string | null
}

/** Cards in the inbox for questions that an agent in a terminal of the app asks there too; the first answer wins. */
export interface TerminalCards {
  /** Waits without a limit; `signal` aborts when the program no longer asks. What it asks on its own account is only pointed at. */
  ask(question: AskedThere, signal: AbortSignal): Promise<CardAnswer>
  /** Every call that is judged, whatever was said of it. */
  judged(call: ToolCall): void
  /** A call ran: what still stands in the inbox for it was answered at the terminal. */
  ran(call: Pick<ToolCall, 'sessionId' | 'id'>): Promise<void>
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
  const pointers = createPointers(inbox)

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
    async ask(there, signal) {
      const { question } = there
      const session = terminalSession(question.session_id)
      const one = questions.find(session, question)
      if (one === null) {
        const { tool_name: tool, tool_input: input } = question
        const call = { sessionId: session, tool, input, folder: there.folder }
        if (!questions.hasCard(session, question)) await pointers.point(call, signal)
        return none
      }
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
    judged: pointers.judged,
    async ran(call) {
      await pointers.ran(call)
      const one = await questions.ran(call)
      if (one !== null && one.card !== null) await inbox.withdraw(one.card, answeredThere)
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
