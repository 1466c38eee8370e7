import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { InboxId } from '../../../shared/kit/ids.ts'
import type { Inbox } from '../../inbox/index.ts'
import { canonicalJson } from '../../kit/canonical-json.ts'

type CallOfTool = Pick<ToolCall, 'sessionId' | 'tool' | 'input'>
type CallName = Pick<ToolCall, 'sessionId' | 'id'>

/** Points at questions that the agent's program asks on its own account; they can be answered at its terminal alone. */
export interface Pointers {
  /** Stands in the inbox until `signal` aborts or the call ran. */
  point(asked: CallOfTool & { readonly folder: string | null }, signal: AbortSignal): Promise<void>
  /** Remembers a call by its id: the program's question names none. */
  judged(call: CallOfTool & CallName): void
  /** A call ran, so it was answered; the program leaves its hook waiting then (measured). */
  ran(call: CallName): Promise<void>
}

/** Calls that are remembered by their ids; the oldest is forgotten first. */
const mostCalls = 256
const answeredThere = 'it was answered at the terminal'

/** Starts without a question. */
export function createPointers(inbox: Pick<Inbox, 'ask' | 'settled' | 'withdraw'>): Pointers {
  const calls = new Map<string, string>()
  const open = new Map<string, InboxId[]>()
  const keyOf = ({ sessionId, tool, input }: CallOfTool) =>
    `${sessionId} ${tool} ${canonicalJson(input)}`
  const nameOf = ({ sessionId, id }: CallName) => `${sessionId} ${id}`
  return {
    async point(asked, signal) {
      const { sessionId, tool, folder } = asked
      const body = { kind: 'at-terminal', tool, folder } as const
      const item = await inbox.ask({ sessionId, callId: null, body })
      if (!item.ok) return
      const { id } = item.value
      const key = keyOf(asked)
      open.set(key, [...(open.get(key) ?? []), id])
      await inbox.settled(id, signal)
      const left = (open.get(key) ?? []).filter((one) => one !== id)
      if (left.length > 0) open.set(key, left)
      else open.delete(key)
      await inbox.withdraw(id, answeredThere)
    },
    judged(call) {
      calls.set(nameOf(call), keyOf(call))
      const [oldest] = calls.keys()
      if (calls.size > mostCalls && oldest !== undefined) calls.delete(oldest)
    },
    async ran(call) {
      const key = calls.get(nameOf(call))
      calls.delete(nameOf(call))
      const [first] = (key === undefined ? null : open.get(key)) ?? []
      if (first !== undefined) await inbox.withdraw(first, answeredThere)
    },
  }
}
