import { isDeepStrictEqual } from 'node:util'
import { assertNever } from '../../../../shared/kit/assert-never.ts'
import { type CallId, callIdSchema } from '../../../../shared/kit/ids.ts'
import type { Gate, GateAnswer, GateCall, PersonAnswer, PersonQuestion } from '../agent.ts'
import type { DriverLog } from './deps.ts'
import { isObject, type JsonObject, objectsAt, textAt } from './json-line.ts'

/**
 * Answers the two questions Claude Code asks about a call; every failure of ours is a deny.
 *
 * The callback never says `allow`: a hook of a repository or of the person may change the input at
 * the same time, and an `allow` would let the changed call run unseen. It says `ask` instead, and
 * the permission request that follows shows the input as it will run.
 */
export interface GateBridge {
  /** The PreToolUse callback: judged before anything runs, whatever the permission mode. */
  beforeTool(input: JsonObject): Promise<JsonObject>
  /** The permission request (`can_use_tool`): allowed when the verdict was, else the person decides. */
  permission(request: JsonObject, signal: AbortSignal): Promise<JsonObject>
}

/** What the bridge needs. */
export interface GateBridgeDeps {
  readonly gate: Gate
  readonly cwd: string
  readonly logger: DriverLog
  /** How long a verdict may take, in milliseconds; then the call is denied. */
  readonly judgeTimeoutMs: number
  /** The input of a call as the model wrote it, for what later requests leave out. */
  writtenInput(callId: CallId): JsonObject
  /** Called when a call was let through, so that its running time can be told. */
  onReleased(callId: CallId): void
  /** Called when there was no verdict and the call was denied for that. */
  onNoVerdict(cause: string): void
}

interface Judged {
  readonly input: JsonObject
  readonly answer: GateAnswer
}

/** Joins the control protocol to the gate. */
export function createGateBridge(deps: GateBridgeDeps): GateBridge {
  const { gate, logger } = deps
  const judgedCalls = new Map<CallId, Judged>()

  const judge = async (call: GateCall): Promise<GateAnswer> => {
    try {
      return await within(deps.judgeTimeoutMs, gate.judge(call))
    } catch (error) {
      const cause = error instanceof Error ? error.message : 'unknown failure'
      logger.error('no verdict, call denied', { tool: call.tool, callId: call.callId, error })
      deps.onNoVerdict(cause)
      return { decision: 'deny', reason: `The Bouncer gave no verdict (${cause}).` }
    }
  }

  /** The verdict on exactly this input: the one already given, or a new one. */
  const verdictOn = async (call: GateCall): Promise<GateAnswer> => {
    const judged = judgedCalls.get(call.callId)
    if (judged && isDeepStrictEqual(judged.input, call.input)) return judged.answer
    const answer = await judge(call)
    judgedCalls.set(call.callId, { input: call.input, answer })
    return answer
  }

  const ask = async (question: PersonQuestion, signal: AbortSignal): Promise<PersonAnswer> => {
    try {
      return await gate.ask(question, signal)
    } catch (error) {
      logger.error('question to the person failed, call denied', { error })
      return { kind: 'gone' }
    }
  }

  const approval = async (call: GateCall, agentReason: string | null, signal: AbortSignal) => {
    const answer = await ask({ kind: 'approval', call, agentReason }, signal)
    if (answer.kind === 'answers') return denied('The answer did not fit the question.')
    return fromPerson(answer, call.input)
  }

  const decide = async (call: GateCall, request: JsonObject, signal: AbortSignal) => {
    const { callId, tool, input } = call
    const verdict = await verdictOn(call)
    if (verdict.decision === 'deny') return denied(verdict.reason)
    if (tool === 'AskUserQuestion') {
      const questions = questionsOf(input)
      return fromPerson(await ask({ kind: 'question', callId, questions }, signal), input)
    }
    if (tool === 'ExitPlanMode') {
      const plan = textAt(input, 'plan') ?? textAt(deps.writtenInput(callId), 'plan') ?? ''
      return fromPerson(await ask({ kind: 'plan', callId, plan }, signal), input)
    }
    const agentReason = textAt(request, 'decision_reason') ?? textAt(request, 'description')
    // Another reason than ours: the program or a hook wants a person, whatever the Bouncer thinks.
    const isOurs = agentReason === PASSED || agentReason === verdict.reason
    if (verdict.decision === 'allow' && isOurs) return allowed(input)
    return approval(call, agentReason, signal)
  }

  return {
    async beforeTool(input) {
      const call = callOf(input, 'tool_input', deps.cwd)
      if (!call) return hookAnswer('deny', UNREADABLE)
      const { decision, reason } = await verdictOn(call)
      if (decision === 'deny') return hookAnswer('deny', reason)
      return hookAnswer('ask', decision === 'allow' ? PASSED : reason)
    },
    async permission(request, signal) {
      const call = callOf(request, 'input', deps.cwd)
      if (!call) return denied(UNREADABLE)
      const answer = await decide(call, request, signal)
      judgedCalls.delete(call.callId)
      if (answer.behavior === 'allow') deps.onReleased(call.callId)
      return answer
    },
  }
}

/** Our reason for the program when the Bouncer allows a call; short, so that it comes back unchanged. */
const PASSED = 'The Bouncer allows this call.'
const UNREADABLE = 'The call could not be read.'

function callOf(from: JsonObject, inputKey: string, cwd: string): GateCall | null {
  const callId = callIdSchema.safeParse(from.tool_use_id)
  const tool = textAt(from, 'tool_name')
  const input = from[inputKey]
  if (!callId.success || !tool || !isObject(input)) return null
  return {
    callId: callId.data,
    tool,
    input,
    cwd: textAt(from, 'cwd') ?? cwd,
    agentId: textAt(from, 'agent_id'),
  }
}

/** A PreToolUse answer in the shape the program validates; anything else would count as a failure of ours. */
function hookAnswer(decision: 'deny' | 'ask', reason: string): JsonObject {
  return {
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: decision,
      permissionDecisionReason: reason,
    },
  }
}

function allowed(input: JsonObject): JsonObject {
  return { behavior: 'allow', updatedInput: input }
}

function denied(message: string): JsonObject {
  return { behavior: 'deny', message }
}

function fromPerson(answer: PersonAnswer, input: JsonObject): JsonObject {
  switch (answer.kind) {
    case 'allow':
      return allowed(input)
    case 'answers':
      return allowed({ ...input, answers: answer.answers })
    case 'deny':
      return denied(answer.note || 'The person denied this.')
    case 'gone':
      return denied('Nobody answered; the question was withdrawn.')
    default:
      return assertNever(answer)
  }
}

function questionsOf(input: JsonObject) {
  return objectsAt(input, 'questions').map((item) => ({
    question: textAt(item, 'question') ?? '',
    header: textAt(item, 'header') ?? '',
    multiSelect: item.multiSelect === true,
    options: objectsAt(item, 'options').map((option) => ({
      label: textAt(option, 'label') ?? '',
      description: textAt(option, 'description') ?? '',
    })),
  }))
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
