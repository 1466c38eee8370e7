import { callIdSchema } from '../../../../shared/kit/ids.ts'
import { ok } from '../../../../shared/kit/result.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { AgentDriver, AgentExit, AgentRun, AgentStart, GateCall } from '../agent.ts'
import { type Performed, perform } from './perform.ts'
import { type Step, scriptFor } from './script.ts'

export { makeScratch, removeScratch, scratchBytes } from './scratch.ts'

/** What the rehearsal needs from the house. */
export interface RehearsalDeps {
  readonly clock: Clock
  readonly newId: () => string
  /** Pause between two words or steps in milliseconds, so that a person can follow; 0 in tests. */
  readonly paceMs: number
}

/** A scripted agent that works without account, key or program: its calls take the same way as any agent's. */
export function createRehearsalDriver(deps: RehearsalDeps): AgentDriver {
  return {
    kind: 'rehearsal',
    check: async () => ({
      kind: 'rehearsal',
      state: 'ready',
      version: null,
      path: null,
      login: 'unknown',
      advice: '',
      command: null,
    }),
    start: async (options) => ok(startRun(options, deps)),
  }
}

function startRun(start: AgentStart, deps: RehearsalDeps): AgentRun {
  const { promise: exited, resolve: exit } = Promise.withResolvers<AgentExit>()
  const agentSessionId = start.resume ?? start.sessionId
  let turns = start.resume ? 1 : 0
  let current: AbortController | null = null
  let queue: Promise<unknown> = Promise.resolve()

  start.onEvent({
    kind: 'agent-started',
    version: null,
    agentSessionId,
    resumed: start.resume !== null,
    model: null,
  })

  const turn = async (promptId: string) => {
    const controller = new AbortController()
    current = controller
    const steps = scriptFor(start.cwd, turns)
    turns += 1
    await playTurn({ start, deps, promptId, steps, signal: controller.signal })
    current = null
  }

  return {
    agentSessionId,
    exited,
    async send({ promptId }) {
      queue = queue.then(() => turn(promptId))
      return ok(undefined)
    },
    async interrupt() {
      current?.abort()
    },
    setModel: async () => ok(undefined),
    setMode: async () => ok(undefined),
    async stop() {
      current?.abort()
      await queue
      exit({ code: 0, signal: null, expected: true, failure: null })
    },
  }
}

interface Turn {
  readonly start: AgentStart
  readonly deps: RehearsalDeps
  readonly promptId: string
  readonly steps: readonly Step[]
  readonly signal: AbortSignal
}

async function playTurn(turn: Turn): Promise<void> {
  const { start, deps, steps, signal } = turn
  const beganAt = deps.clock.elapsed()
  start.onEvent({ kind: 'turn-started', promptId: turn.promptId })
  for (const step of steps) {
    if (signal.aborted) break
    if (step.kind === 'call') await makeCall(step, turn)
    else await speak(step, turn)
  }
  start.onEvent({
    kind: 'turn-ended',
    outcome: signal.aborted ? 'interrupted' : 'completed',
    failure: null,
    usage: null,
    costUsd: null,
    durationMs: Math.round(deps.clock.elapsed() - beganAt),
  })
}

async function speak(step: Extract<Step, { kind: 'say' | 'think' }>, turn: Turn): Promise<void> {
  const { start, deps, signal } = turn
  const blockId = deps.newId()
  const parentCallId = null
  const { text } = step
  if (step.kind === 'think') {
    await pause(deps.paceMs * 4, signal)
    start.onEvent({ kind: 'thinking', blockId, text, durationMs: null, parentCallId })
    return
  }
  for (const words of text.match(/(\S+\s*){1,4}/g) ?? []) {
    if (signal.aborted) break
    start.onEvent({ kind: 'text-delta', blockId, text: words, parentCallId })
    await pause(deps.paceMs, signal)
  }
  start.onEvent({ kind: 'text', blockId, text, parentCallId })
}

async function makeCall(step: Extract<Step, { kind: 'call' }>, turn: Turn): Promise<void> {
  const { start, deps, signal } = turn
  const callId = callIdSchema.parse(`rehearsal-${deps.newId()}`)
  const call: GateCall = {
    callId,
    tool: step.tool,
    input: { ...step.input },
    cwd: start.cwd,
    agentId: null,
  }
  start.onEvent({
    kind: 'tool-called',
    callId,
    tool: call.tool,
    input: call.input,
    parentCallId: null,
  })
  const beganAt = deps.clock.elapsed()
  const refusal = await refusalOf(call, turn)
  if (signal.aborted) return
  const done = refusal ?? (await carryOut(step, start.cwd))
  await pause(deps.paceMs * 4, signal)
  start.onEvent({
    kind: 'tool-finished',
    callId,
    cut: false,
    ...done,
    durationMs: Math.round(deps.clock.elapsed() - beganAt),
  })
}

/** The tool result of a call that must not run, or null when it may. */
async function refusalOf(call: GateCall, turn: Turn): Promise<Performed | null> {
  const { gate } = turn.start
  const judged = await gate.judge(call)
  if (judged.decision === 'allow') return null
  if (judged.decision === 'deny') return refused(judged.reason)
  const answer = await gate.ask({ kind: 'approval', call, agentReason: null }, turn.signal)
  if (answer.kind === 'allow') return null
  return refused(answer.kind === 'deny' && answer.note ? answer.note : 'Not allowed.')
}

function refused(why: string): Performed {
  return { output: why, isError: true, changed: null }
}

async function carryOut(step: Extract<Step, { kind: 'call' }>, folder: string): Promise<Performed> {
  if (step.onlyJudged) {
    const output = 'Rehearsal: this call was judged and not run, whatever the answer.'
    return { output, isError: false, changed: null, onlyJudged: true }
  }
  return perform(step, folder)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
