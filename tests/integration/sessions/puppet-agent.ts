import type {
  AgentDriver,
  AgentExit,
  AgentStart,
  GateCall,
  PersonAnswer,
} from '../../../main/sessions/agents/agent.ts'
import type { CallId } from '../../../shared/kit/ids.ts'
import { ok } from '../../../shared/kit/result.ts'

/** One run of the puppet: what it was started with, and the strings to pull. */
export interface PuppetRun {
  readonly start: AgentStart
  /** Prompts that it was given. */
  readonly prompts: readonly string[]
  /** Makes a call as an agent does: judged, and asked about where the verdict says so. */
  call(command: string): Promise<'allow' | 'deny' | 'gone'>
  /** Asks the person something. */
  question(text: string): Promise<PersonAnswer>
  /** Ends by itself, as a program that crashes. */
  die(): void
  isOver(): boolean
}

/** A driver whose agents do what the test says; its calls never run. */
export function createPuppets() {
  const runs: PuppetRun[] = []
  let calls = 0

  const startRun = (start: AgentStart) => {
    const { promise: exited, resolve: exit } = Promise.withResolvers<AgentExit>()
    const prompts: string[] = []
    const gone = new AbortController()
    const callOf = (command: string): GateCall => {
      calls += 1
      const callId = `puppet-${runs.length}-${calls}` as CallId
      return { callId, tool: 'Bash', input: { command }, cwd: start.cwd, agentId: null }
    }
    const end = (expected: boolean, code: number) => {
      gone.abort('agent-gone')
      exit({ code, signal: null, expected, failure: null })
    }
    runs.push({
      start,
      prompts,
      async call(command) {
        const call = callOf(command)
        const { decision } = await start.gate.judge(call)
        if (decision !== 'ask') return decision
        const question = { kind: 'approval', call, agentReason: null } as const
        const answer = await start.gate.ask(question, gone.signal)
        return answer.kind === 'answers' ? 'deny' : answer.kind
      },
      question: (text) =>
        start.gate.ask(
          {
            kind: 'question',
            callId: callOf('').callId,
            questions: [{ question: text, header: '', multiSelect: false, options: [] }],
          },
          gone.signal,
        ),
      die: () => end(false, 1),
      isOver: () => gone.signal.aborted,
    })
    const agentSessionId = start.resume ?? start.sessionId
    const resumed = start.resume !== null
    start.onEvent({ kind: 'agent-started', version: null, agentSessionId, resumed, model: null })
    return {
      agentSessionId,
      exited,
      async send({ promptId, text }: { readonly promptId: string; readonly text: string }) {
        prompts.push(text)
        start.onEvent({ kind: 'turn-started', promptId })
        return ok(undefined)
      },
      interrupt: async () => undefined,
      setModel: async () => ok(undefined),
      setMode: async () => ok(undefined),
      stop: async () => end(true, 0),
    }
  }

  const driver: AgentDriver = {
    kind: 'claude-code',
    check: async () => ({
      ...{ kind: 'claude-code', state: 'ready', version: null, path: null },
      ...{ login: 'unknown', advice: '', command: null },
    }),
    start: async (start) => ok(startRun(start)),
  }
  return { driver, runs }
}
