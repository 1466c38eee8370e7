import { type Failure, failure } from '../../../../shared/kit/failure.ts'
import type { CallId } from '../../../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import { sessionErrors } from '../../../../shared/sessions/errors.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { AgentEvent, AgentRun, AgentStart } from '../agent.ts'
import { type ControlClient, createControlClient } from './control-client.ts'
import { createDeltaBuffer } from './delta-buffer.ts'
import type { DriverLog, DriverParts } from './deps.ts'
import { createGateBridge, type GateBridge } from './gate-bridge.ts'
import { type JsonObject, objectAt, textAt } from './json-line.ts'
import { createPrompts } from './prompts.ts'
import { createTranslator, type Translator } from './translate.ts'

/** What is said over the pipes of one process, without the process. */
export interface Conversation
  extends Pick<AgentRun, 'send' | 'interrupt' | 'setModel' | 'setMode'> {
  /** Takes a line of the program. */
  take(line: JsonObject): void
  /** Registers the gate; the reply of the program, or why there is none. */
  initialize(): Promise<Result<JsonObject, string>>
  /** Lets events through from now on; the first one says that the agent runs. */
  open(started: AgentEvent, totalCostUsd: number | null): void
  /** The session's total in US dollars as the program says it; null when it cannot be read. */
  askTotalCost(): Promise<number | null>
  notice(event: Extract<AgentEvent, { kind: 'noticed' }>): void
  /** Ends every wait; a turn that was open ends as failed. */
  close(cause: Failure): void
  /** The session's total in US dollars as far as it is known. */
  totalCostUsd(): number | null
}

/** What a conversation needs. */
export interface ConversationDeps {
  readonly deps: DriverParts
  readonly start: AgentStart
  write(line: JsonObject): void
}

const CONTROL_TIMEOUT_MS = 10_000
const INITIALIZE_TIMEOUT_MS = 30_000
const INTERRUPT_TIMEOUT_MS = 5_000
const JUDGE_TIMEOUT_MS = 30_000
/** The program's own limit for the callback: behind ours, so that the deny carries our reason. */
const CALLBACK_SLACK_S = 15
const GATE = 'gate'

/** Builds the conversation with one process. */
export function createConversation({ deps, start, write }: ConversationDeps): Conversation {
  const judgeTimeoutMs = deps.judgeTimeoutMs ?? JUDGE_TIMEOUT_MS
  const events = createDeltaBuffer(start.onEvent)
  const emit = (made: readonly AgentEvent[] = []) => {
    for (const event of made) events.push(event)
  }
  const running = createRunningTimes(deps.clock)
  const prompts = createPrompts({ write, notTaken: refused('no sign that it has the prompt') })
  let translator: Translator | null = null
  let isEndingRefused = false
  let isClosed = false

  const bridge = createGateBridge({
    gate: start.gate,
    cwd: start.cwd,
    logger: deps.logger,
    judgeTimeoutMs,
    writtenInput: (callId) => translator?.writtenInput(callId) ?? {},
    onReleased: (callId) => running.begin(callId),
    onNoVerdict: (cause) => events.push(noVerdict(cause)),
  })
  const control = createControlClient({ write, serve: (...asked) => serve(bridge, ...asked) })
  const interrupt = () => interruptTurn(control, deps.logger)
  const endRefused = () => {
    const isRefused = translator?.isRefused === true
    if (isRefused && !isEndingRefused) void interrupt()
    isEndingRefused = isRefused
  }

  return {
    interrupt,
    ...switchesOf(control, (to) => emit(translator?.switched(to))),
    send: prompts.send,
    notice: (event) => events.push(event),
    totalCostUsd: () => translator?.totalCostUsd ?? null,
    take(line) {
      // What drips out of a pipe after the end belongs to nobody any more.
      if (isClosed || control.take(line)) return
      if (line.type === 'command_lifecycle') prompts.acknowledge(line)
      emit(translator?.take(line))
      endRefused()
    },
    initialize: () => initialize(control, judgeTimeoutMs),
    askTotalCost: () => askTotalCost(control),
    open(started, totalCostUsd) {
      const { model, mode, apiKey } = start
      const known = { model, mode, totalCostUsd, paysWithKey: apiKey !== null }
      const { promptOf } = prompts
      const { clock } = deps
      translator = createTranslator({ ...known, clock, promptOf, runningTime: running.end })
      events.push(started)
    },
    close(cause) {
      control.close('it has ended')
      prompts.close(cause)
      emit(translator?.cut(cause))
      events.flush()
      isClosed = true
    },
  }
}

/** Measures how long calls run, from their release to their result. */
function createRunningTimes(clock: Clock) {
  const since = new Map<CallId, number>()
  return {
    begin: (callId: CallId) => void since.set(callId, clock.elapsed()),
    end(callId: CallId): number | null {
      const from = since.get(callId)
      since.delete(callId)
      return from === undefined ? null : clock.elapsed() - from
    },
  }
}

/** Switches of model and mode while the program runs; `onSwitched` hears what really holds now. */
function switchesOf(
  control: ControlClient,
  onSwitched: (to: Parameters<Translator['switched']>[0]) => void,
): Pick<AgentRun, 'setModel' | 'setMode'> {
  return {
    async setModel(model) {
      const done = await control.request({ subtype: 'set_model', model }, CONTROL_TIMEOUT_MS)
      if (!done.ok) return err(refused(done.error))
      // Newer programs answer with the full name behind an alias.
      onSwitched({ model: textAt(done.value, 'model') ?? model })
      return ok(undefined)
    },
    async setMode(mode) {
      const asked = { subtype: 'set_permission_mode', mode }
      const done = await control.request(asked, CONTROL_TIMEOUT_MS)
      if (!done.ok) return err(refused(done.error))
      onSwitched({ mode })
      return ok(undefined)
    },
  }
}

async function interruptTurn(control: ControlClient, logger: DriverLog): Promise<void> {
  const done = await control.request({ subtype: 'interrupt' }, INTERRUPT_TIMEOUT_MS)
  if (!done.ok) logger.warn('interrupt not confirmed', { cause: done.error })
}

/** A failure reply would mean “go ahead” to some programs, so a tool call always gets a verdict. */
async function serve(
  bridge: GateBridge,
  request: JsonObject,
  signal: AbortSignal,
): Promise<JsonObject | null> {
  if (request.subtype === 'hook_callback') return bridge.beforeTool(objectAt(request, 'input'))
  return request.subtype === 'can_use_tool' ? bridge.permission(request, signal) : null
}

function initialize(
  control: ControlClient,
  judgeTimeoutMs: number,
): Promise<Result<JsonObject, string>> {
  const timeout = Math.ceil(judgeTimeoutMs / 1000) + CALLBACK_SLACK_S
  const callback = { matcher: '*', hookCallbackIds: [GATE], timeout, onFailure: 'block' }
  return control.request(
    { subtype: 'initialize', hooks: { PreToolUse: [callback] } },
    INITIALIZE_TIMEOUT_MS,
  )
}

async function askTotalCost(control: ControlClient): Promise<number | null> {
  const answer = await control.request({ subtype: 'get_session_cost' }, CONTROL_TIMEOUT_MS)
  if (!answer.ok) return null
  const amount = /\bcost:\s+\$([\d.,]+)/i.exec(textAt(answer.value, 'text') ?? '')?.[1]
  return amount === undefined ? null : Number(amount.replaceAll(',', ''))
}

function noVerdict(cause: string): AgentEvent {
  const { code, message } = failure(sessionErrors, 'agent.no-verdict', { cause })
  return { kind: 'noticed', level: 'error', code, message }
}

function refused(cause: string): Failure {
  return failure(sessionErrors, 'agent.refused', { cause })
}
