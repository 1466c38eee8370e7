import type { ToolCall, Verdict } from '../../shared/bouncer/model.ts'
import type { InboxAnswer, InboxBody, InboxItem } from '../../shared/inbox/model.ts'
import { callIdSchema, type InboxId } from '../../shared/kit/ids.ts'
import type { SessionEvent } from '../../shared/sessions/model.ts'
import { type Bouncer, failureVerdict, type Judgement } from '../bouncer/index.ts'
import type { Inbox } from '../inbox/index.ts'
import type { Clock } from '../kit/clock.ts'
import {
  agentGone,
  type Gate,
  type GateAnswer,
  type GateCall,
  type PersonAnswer,
  type PersonQuestion,
} from './agents/agent.ts'
import type { Session } from './session.ts'

/** What the gate of one session is built from. */
export interface GateDeps {
  readonly session: Session
  readonly bouncer: Bouncer
  readonly inbox: Inbox
  readonly clock: Clock
  readonly workspace: string
  readonly userHome: string
  workspaceExists(): Promise<boolean>
  /** Questions whose answer goes straight to an agent; kept by this gate while it waits. */
  readonly held: Set<InboxId>
  /** True when the agent is being ended, so that its questions outlive it. */
  isEnding(): boolean
}

const gone = { kind: 'gone' } as const

/** Builds the only way from an agent to the world: judged calls, and questions that wait for the person. */
export function createGate(deps: GateDeps): Gate {
  const { session, bouncer, inbox } = deps
  const verdicts = new Map<string, Judgement>()

  const judged = async (call: GateCall): Promise<Judgement> => {
    const judgement = await verdictOn(toolCallOf(call, deps), deps)
    const shown = await session.append(decidedBy(call, judgement))
    const counted = shown.ok
      ? judgement
      : { ...judgement, verdict: failureVerdict(shown.error.message) }
    verdicts.set(call.callId, counted)
    return counted
  }

  const bodyOf = async (question: PersonQuestion): Promise<InboxBody> => {
    if (question.kind !== 'approval') return plainBody(question)
    const { call, agentReason } = question
    const { verdict, entry } = verdicts.get(call.callId) ?? (await judged(call))
    return { kind: 'approval', call: toolCallOf(call, deps), verdict, entry, agentReason }
  }

  const wait = async (item: InboxItem, signal: AbortSignal): Promise<InboxItem | null> => {
    const settled = await inbox.settled(item.id, signal)
    if (settled) return settled
    // The agent took the question back, or it is gone: only a question taken back ends here.
    if (signal.reason !== agentGone && !deps.isEnding()) {
      await inbox.withdraw(item.id, 'the agent took it back')
      await session.append(answeredBy(item, 'withdrawn', { by: 'agent' }))
    }
    return null
  }

  const ask: Gate['ask'] = async (question, signal) => {
    const body = await bodyOf(question)
    const callId = question.kind === 'approval' ? question.call.callId : question.callId
    const asked = await inbox.ask({ sessionId: session.id, callId, body })
    if (!asked.ok) {
      // On record, so that nobody wonders what became of a question that nobody saw.
      if (body.kind === 'approval') await bouncer.refuse(body.call, asked.error.message)
      return { kind: 'deny', note: asked.error.message }
    }
    deps.held.add(asked.value.id)
    try {
      return await answerTo(asked.value, question, signal)
    } finally {
      deps.held.delete(asked.value.id)
    }
  }

  const answerTo = async (item: InboxItem, question: PersonQuestion, signal: AbortSignal) => {
    const { callId } = item
    const asked = { kind: 'asked', inboxId: item.id, question: question.kind, callId } as const
    const shown = await session.append(asked)
    if (!shown.ok) {
      await inbox.withdraw(item.id, 'it could not be shown')
      return { kind: 'deny', note: shown.error.message } as const
    }
    const settled = await wait(item, signal)
    return settled ? deliver(settled, question) : gone
  }

  const deliver = async (item: InboxItem, question: PersonQuestion): Promise<PersonAnswer> => {
    if (item.state.status !== 'answered') return gone
    const { answer, by } = item.state
    // Before the answer is used up: what is killed meanwhile is asked for again.
    const bar = answer.kind === 'allow' ? await barTo(item, question, deps) : null
    const isRecorded = await recordAnswer(bouncer, item)
    const note = answer.kind === 'deny' ? answer.note : undefined
    await session.append(answeredBy(item, outcomeOf(answer.kind), { by, note }))
    // From here on the answer is used up, whatever becomes of the agent.
    const delivered = await inbox.markDelivered(item.id)
    if (!isRecorded || !delivered.ok) {
      return { kind: 'deny', note: 'The answer could not be recorded, so nothing was done.' }
    }
    if (bar !== null) return refuseAllowed(item, bar, deps)
    return toAgent(answer, deps)
  }

  const judge = async (call: GateCall): Promise<GateAnswer> => {
    const { verdict } = await judged(call)
    return { decision: verdict.decision, reason: verdict.reason }
  }

  return {
    judge: (call) => judge(call).catch(asRefusal),
    ask: (question, signal) => ask(question, signal).catch(asDenial),
  }
}

/** Judged where there is a project to judge it in; refused, on record, where its folder is gone. */
async function verdictOn(call: ToolCall, deps: GateDeps): Promise<Judgement> {
  const { bouncer, workspace } = deps
  if (await deps.workspaceExists()) return bouncer.judge(call)
  return bouncer.refuse(call, goneFolder(workspace))
}

function plainBody(question: Exclude<PersonQuestion, { kind: 'approval' }>): InboxBody {
  if (question.kind === 'plan') return { kind: 'plan', plan: question.plan }
  const questions = question.questions.map((one) => ({ ...one, options: [...one.options] }))
  return { kind: 'question', questions }
}

/** The answer in the form an agent gets it; nothing is allowed in a folder that is gone. */
async function toAgent(answer: InboxAnswer, deps: GateDeps): Promise<PersonAnswer> {
  if (answer.kind === 'deny') return { kind: 'deny', note: answer.note }
  if (answer.kind === 'answers' || (await deps.workspaceExists())) return answer
  return { kind: 'deny', note: goneFolder(deps.workspace) }
}

/** Why an allowed call must not run: by the rules and the machine of now, or because what it destroys was not copied. */
async function barTo(
  item: InboxItem,
  question: PersonQuestion,
  deps: GateDeps,
): Promise<{ readonly code: string; readonly why: string } | null> {
  if (question.kind === 'approval' && item.body.kind === 'approval') {
    const allowed = { call: toolCallOf(question.call, deps), shown: item.body.verdict.effects }
    const barred = await deps.bouncer.whyBarred(allowed)
    if (barred !== null) return barred
  }
  const kept = await deps.bouncer.keepFor(item)
  return kept.status === 'go' ? null : { code: 'undo.not-copied', why: kept.why }
}

/** An allowed call that must not run is refused on record, and the person is told why it did not. */
async function refuseAllowed(
  item: InboxItem,
  { code, why }: { readonly code: string; readonly why: string },
  { bouncer, session }: GateDeps,
): Promise<PersonAnswer> {
  if (item.body.kind === 'approval') await bouncer.refuse(item.body.call, why)
  await session.append({ kind: 'noticed', level: 'warning', code, message: why })
  return { kind: 'deny', note: why }
}

function goneFolder(workspace: string): string {
  return `The project folder ${workspace} is gone. Stop and say so.`
}

function asRefusal(error: unknown): GateAnswer {
  const { reason } = failureVerdict(error instanceof Error ? error.message : String(error))
  return { decision: 'deny', reason }
}

function asDenial(error: unknown): PersonAnswer {
  const why = error instanceof Error ? error.message : String(error)
  return { kind: 'deny', note: `The question could not be put to the person (${why}).` }
}

/** Writes the person's answer into the record of decisions; false means that it must not count. */
export async function recordAnswer(bouncer: Bouncer, item: InboxItem): Promise<boolean> {
  if (item.state.status !== 'answered') return false
  const { answer, by, at } = item.state
  const decision = answer.kind === 'answers' ? 'answered' : answer.kind
  const recorded = await bouncer.recordAnswer({
    kind: 'answer',
    session: item.sessionId,
    callId: item.callId ?? '',
    inboxId: item.id,
    decision,
    by,
    ...(answer.kind === 'deny' && answer.note ? { note: answer.note } : {}),
    waitedMs: Math.max(0, Math.round(at - item.createdAt)),
  })
  if (recorded.ok) await bouncer.giveGrant(item)
  return recorded.ok
}

function toolCallOf(call: GateCall, deps: GateDeps): ToolCall {
  const { callId: id, tool, input, cwd, agentId } = call
  const { workspace, userHome: home } = deps
  const base = { id, sessionId: deps.session.id, tool, input, cwd, workspace, home }
  return agentId === null ? base : { ...base, agentId }
}

function decidedBy(call: GateCall, judgement: Judgement): SessionEvent {
  const { verdict, entry, latencyUs } = judgement
  const { decision, layer, rules, reason, explanation, effects, spans, rewrite }: Verdict = verdict
  return {
    kind: 'decided',
    callId: callIdSchema.parse(call.callId),
    ...{ decision, layer, rules, reason, explanation, effects, spans },
    ...(rewrite === undefined ? {} : { rewrite }),
    entry,
    latencyUs,
  }
}

/** The journal line of a settled question. */
export function answeredBy(
  item: Pick<InboxItem, 'id' | 'callId'>,
  outcome: Extract<SessionEvent, { kind: 'answered' }>['outcome'],
  how: { readonly by: string; readonly note?: string | undefined },
): SessionEvent {
  const { id: inboxId, callId } = item
  const note = how.note ? { note: how.note } : {}
  return { kind: 'answered', inboxId, callId, outcome, by: how.by, ...note }
}

/** How an answer reads in the transcript. */
export function outcomeOf(
  kind: 'allow' | 'deny' | 'answers',
): Extract<SessionEvent, { kind: 'answered' }>['outcome'] {
  if (kind === 'allow') return 'allowed'
  return kind === 'deny' ? 'denied' : 'answered'
}
