import type { ToolCall } from '../../../shared/bouncer/model.ts'
import { isTerminalSession } from '../../../shared/bouncer/terminal-guard.ts'
import type { Judgement } from '../judge.ts'
import type { Undo } from './undo.ts'

type Judge = (call: ToolCall) => Promise<Judgement>

/**
 * A call that a terminal asks about runs right after the answer there, which nobody tells us in time: its
 * copy is made with the question, and the question says so, or why there is none.
 */
export function copyBeforeAsking(judge: Judge, undo: Pick<Undo, 'keepForTerminal'>): Judge {
  return async (call) => {
    const judgement = await judge(call)
    const { verdict } = judgement
    if (verdict.decision !== 'ask' || !isTerminalSession(call.sessionId)) return judgement
    const said = await undo.keepForTerminal(call, verdict)
    if (said === null) return judgement
    return { ...judgement, verdict: { ...verdict, reason: `${verdict.reason} ${said}` } }
  }
}
