import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { systemClock } from '../../../main/kit/clock.ts'
import { createEgress, type Egress } from '../../../main/kit/egress/index.ts'
import type {
  AgentEvent,
  AgentRun,
  AgentStart,
  Gate,
  GateAnswer,
  GateCall,
  PersonAnswer,
  PersonQuestion,
} from '../../../main/sessions/agents/agent.ts'
import {
  type ClaudeCodeDeps,
  createClaudeCodeDriver,
} from '../../../main/sessions/agents/claude-code/index.ts'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import { secret } from '../../../shared/kit/secret.ts'
import { type MessagesApi, startMessagesApi } from '../../fakes/messages-api.ts'
import type { Scripts } from '../../fakes/messages-api-script.ts'

/** How a test sets the scene. */
export interface StageOptions {
  /** The program to start; null leaves PATH without one. */
  readonly program: string | null
  readonly scripts?: Scripts
  readonly judge?: (call: GateCall) => GateAnswer | Promise<GateAnswer>
  readonly ask?: (question: PersonQuestion, signal: AbortSignal) => Promise<PersonAnswer>
  /** Variables of our own process, as the driver sees them. */
  readonly baseEnv?: Readonly<Record<string, string>>
  readonly deps?: Partial<ClaudeCodeDeps>
  readonly offline?: () => boolean
  /** Names the proxy of the person to the egress door. */
  readonly proxyEnv?: Readonly<Record<string, string>>
}

/** A scratch home and folder, a scripted service, and a driver whose gate notes what it was asked. */
export interface Stage {
  readonly root: string
  readonly home: string
  readonly workspace: string
  readonly api: MessagesApi
  readonly driver: ReturnType<typeof createClaudeCodeDriver>
  readonly events: AgentEvent[]
  readonly calls: GateCall[]
  readonly questions: PersonQuestion[]
  readonly ledger: EgressEntry[]
  readonly egress: Egress
  readonly logged: string[]
  start(
    options?: Partial<AgentStart>,
  ): ReturnType<ReturnType<typeof createClaudeCodeDriver>['start']>
  /** Starts a run that must start. */
  run(options?: Partial<AgentStart>): Promise<AgentRun>
  /** The events of a kind so far. */
  of<K extends AgentEvent['kind']>(kind: K): Extract<AgentEvent, { kind: K }>[]
  /** Waits for an event; fails after `limitMs`, with what came instead. */
  until(wanted: (event: AgentEvent) => boolean, limitMs?: number): Promise<AgentEvent>
  /** Sends a prompt and waits for the end of its turn. */
  turn(
    run: AgentRun,
    text: string,
    limitMs?: number,
  ): Promise<Extract<AgentEvent, { kind: 'turn-ended' }>>
  close(): Promise<void>
}

/** The key that must never be seen anywhere but at the service. */
export const CANARY_KEY = 'sk-ant-canary-7f3d1c'

const allow: GateAnswer = { decision: 'allow', reason: 'allowed by the test' }

/** Sets a scene; `close` stops what was started and removes it. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const root = mkdtempSync(join(tmpdir(), 'claude-stage-'))
  const [home, workspace, bin] = ['home', 'project', 'bin'].map((name) => join(root, name))
  if (!home || !workspace || !bin) throw new Error('no folders')
  for (const folder of [home, workspace, bin]) mkdirSync(folder)
  if (options.program) symlinkSync(options.program, join(bin, 'claude'))

  const api = await startMessagesApi(options.scripts ? { scripts: options.scripts } : {})
  const ledger: EgressEntry[] = []
  const logged: string[] = []
  const log = (message: string, details?: object) =>
    void logged.push(`${message} ${JSON.stringify(details ?? {})}`)
  const clock = systemClock
  const egress = createEgress({
    clock,
    record: (entry) => void ledger.push(entry),
    offline: options.offline ?? (() => false),
    ...(options.proxyEnv ? { proxyEnv: options.proxyEnv } : {}),
  })
  const driver = createClaudeCodeDriver({
    egress,
    clock,
    logger: { info: log, warn: log, error: log },
    configuredPath: () => null,
    baseEnv: {
      PATH: [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
      HOME: home,
      ...options.baseEnv,
    },
    upstream: api.url,
    ...options.deps,
  })

  const events: AgentEvent[] = []
  const calls: GateCall[] = []
  const questions: PersonQuestion[] = []
  const runs: AgentRun[] = []
  const watchers = new Set<() => void>()
  const gate: Gate = {
    async judge(call) {
      calls.push(call)
      return (await options.judge?.(call)) ?? allow
    },
    async ask(question, signal) {
      questions.push(question)
      return (await options.ask?.(question, signal)) ?? { kind: 'allow' }
    },
  }

  const start: Stage['start'] = async (more) => {
    const started = await driver.start({
      session: 'session-of-the-stage',
      sessionId: randomUUID(),
      resume: null,
      cwd: workspace,
      model: null,
      mode: 'default',
      trusted: false,
      apiKey: secret(CANARY_KEY),
      ring: null,
      gate,
      signal: new AbortController().signal,
      onEvent(event) {
        events.push(event)
        for (const watcher of watchers) watcher()
      },
      ...more,
    })
    if (started.ok) runs.push(started.value)
    return started
  }

  const untilFrom = (from: number, wanted: (event: AgentEvent) => boolean, limitMs: number) =>
    new Promise<AgentEvent>((resolve, reject) => {
      const look = () => {
        const found = events.slice(from).find(wanted)
        if (!found) return
        clearTimeout(timer)
        watchers.delete(look)
        resolve(found)
      }
      const timer = setTimeout(() => {
        watchers.delete(look)
        const kinds = events.slice(from).map((event) => JSON.stringify(event).slice(0, 200))
        reject(new Error(`not seen within ${limitMs} ms; came:\n${kinds.join('\n')}\n${logged}`))
      }, limitMs)
      watchers.add(look)
      look()
    })

  return {
    ...{
      root,
      home,
      workspace,
      api,
      driver,
      events,
      calls,
      questions,
      ledger,
      egress,
      logged,
      start,
    },
    async run(more) {
      const started = await start(more)
      if (!started.ok) throw new Error(`${started.error.code}: ${started.error.message}`)
      return started.value
    },
    of: <K extends AgentEvent['kind']>(kind: K) =>
      events.filter((event): event is Extract<AgentEvent, { kind: K }> => event.kind === kind),
    until: (wanted, limitMs = 15_000) => untilFrom(0, wanted, limitMs),
    async turn(run, text, limitMs = 20_000) {
      const from = events.length
      const ended = untilFrom(from, (event) => event.kind === 'turn-ended', limitMs)
      const sent = await run.send({ promptId: `prompt-${from}`, text })
      if (!sent.ok) throw new Error(sent.error.message)
      const event = await ended
      if (event.kind !== 'turn-ended') throw new Error('not the end of a turn')
      return event
    },
    async close() {
      await Promise.all(runs.map((run) => run.stop()))
      egress.close()
      await api.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
