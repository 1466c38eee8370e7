import type { Facts, ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import { remember } from './remember.ts'
import { emptyMemory, type SessionMemory } from './session-memory.ts'

/** Folder of the played sessions. */
export const project = '/home/mira/work/atlas'

/** A command, or a call of another tool. */
export type Step = string | { readonly tool: string; readonly input: Record<string, unknown> }

/** A whole file by the write tool. */
export function write(name: string, content: string): Step {
  return { tool: 'Write', input: { file_path: `${project}/${name}`, content } }
}

/** A change by the edit tool. */
export function edit(name: string, old_string: string, new_string: string): Step {
  return { tool: 'Edit', input: { file_path: `${project}/${name}`, old_string, new_string } }
}

/** The call of a step. */
export function callOf(step: Step, facts?: Facts): ToolCall {
  const { tool, input } =
    typeof step === 'string' ? { tool: 'Bash', input: { command: step } } : step
  return {
    id: 'call' as CallId,
    sessionId: 'session' as SessionId,
    ...{ tool, input, cwd: project, workspace: project, home: '/home/mira' },
    ...(facts ? { facts } : {}),
  }
}

/** Plays a session in which the person allows whatever is asked; answers the verdicts. */
export function play(steps: readonly Step[]): { verdicts: Verdict[]; memory: SessionMemory } {
  let memory = emptyMemory
  const verdicts = steps.map((step) => {
    const call = callOf(step)
    const verdict = judgeByPattern(call, { memory })
    memory = remember(memory, { call, verdict }, verdict.decision === 'deny' ? 'denied' : 'ran')
    return verdict
  })
  return { verdicts, memory }
}

/** The verdict on the last step of a played session. */
export function lastOf(steps: readonly Step[]): Verdict {
  const verdict = play(steps).verdicts.at(-1)
  if (!verdict) throw new Error('a session without calls')
  return verdict
}
