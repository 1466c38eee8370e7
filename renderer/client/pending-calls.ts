import type { CommandId } from '../../shared/kit/ids.ts'
import type { ClientFrame, Outcome } from '../../shared/rpc/frames.ts'
import { clientFailure } from './client-errors.ts'

type CallFrame = Extract<ClientFrame, { kind: 'call' }>

interface PendingCall {
  readonly frame: CallFrame
  readonly answer: (outcome: Outcome) => void
  sent: boolean
  timer: ReturnType<typeof setTimeout> | null
}

/** Calls without an answer yet; they outlive a connection and are written again on the next one. */
export interface PendingCalls {
  /** Keeps the call; it is written at once when `isOnline`, else on the next `sendAll`. */
  add(frame: CallFrame, isOnline: boolean): Promise<Outcome>
  sendAll(): void
  settle(id: CommandId, outcome: Outcome): void
  /** From now on each call waits for a connection, but not for ever. */
  startPatience(): void
  giveUpAll(): void
}

/** Keeps calls; `patienceMs` is how long one waits for a connection before the person is told. */
export function createPendingCalls(
  write: (frame: CallFrame) => void,
  patienceMs: number,
): PendingCalls {
  const calls = new Map<CommandId, PendingCall>()

  const settle = (id: CommandId, outcome: Outcome) => {
    const call = calls.get(id)
    if (!call) return
    if (call.timer) clearTimeout(call.timer)
    calls.delete(id)
    call.answer(outcome)
  }
  const giveUp = ({ frame, sent }: PendingCall) => {
    const error = clientFailure(sent ? 'client.cut-off' : 'client.not-sent')
    settle(frame.id, { ok: false, error })
  }
  const wait = (call: PendingCall) => {
    call.timer ??= setTimeout(() => giveUp(call), patienceMs)
  }
  const send = (call: PendingCall) => {
    if (call.timer) clearTimeout(call.timer)
    call.timer = null
    call.sent = true
    write(call.frame)
  }

  return {
    add: (frame, isOnline) =>
      new Promise((answer) => {
        const call: PendingCall = { frame, answer, sent: false, timer: null }
        calls.set(frame.id, call)
        if (isOnline) send(call)
        else wait(call)
      }),
    sendAll() {
      for (const call of calls.values()) send(call)
    },
    settle,
    startPatience() {
      for (const call of calls.values()) wait(call)
    },
    giveUpAll() {
      for (const call of [...calls.values()]) giveUp(call)
    },
  }
}
