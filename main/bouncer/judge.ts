import type { AuditRecord } from '../../shared/audit/model.ts'
import type { GrantProposal } from '../../shared/bouncer/grants.ts'
import type { ToolCall, Verdict } from '../../shared/bouncer/model.ts'
import type { OutputOf } from '../../shared/contract.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'
import type { Result } from '../../shared/kit/result.ts'
import type { Clock } from '../kit/clock.ts'
import type { AiLayer } from './ai-layer/ai-layer.ts'
import { reviewedBy } from './ai-layer/reviewed-by.ts'
import type { FactsSource } from './facts/create-facts.ts'
import { failureVerdict } from './failure-verdict.ts'
import { isGrantedNow } from './granted-now.ts'
import type { Grants } from './grants/grants.ts'
import { proposeGrant } from './grants/propose-grant.ts'
import { createSessionMemories, type SessionHistory } from './memory/session-memories.ts'
import { normalise } from './normalise.ts'
import type { Policies } from './policies/policies.ts'
import { builtInPolicy, engineVersion } from './rules/policy.ts'
import { type Layer, patternLayer, runLayers } from './run-layers.ts'
import { createSurvey } from './survey.ts'
import type { Kept } from './undo/keep-before.ts'
import type { Undo } from './undo/undo.ts'
import { withCopy } from './undo/with-copy.ts'
import { askWhereUnseen } from './unseen-places.ts'
import { type AllowedCall, type Barred, whyBarred } from './why-barred.ts'
import { within } from './within.ts'

/** The answer to one call, with its number in the record and its cost. */
export interface Judgement {
  readonly verdict: Verdict
  /** Number of the audit entry; null when it could not be written, which is always a deny. */
  readonly entry: number | null
  /** From the question to the answer, in microseconds. */
  readonly latencyUs: number
}

/** The person's answer to a question, as the record keeps it. */
export type AnswerRecord = Extract<AuditRecord, { kind: 'answer' }>

/** Judges every call before it runs. Never rejects: whatever goes wrong is a deny with its reason. */
export interface Bouncer {
  judge(call: ToolCall): Promise<Judgement>
  /** Denies a call that must not even be judged, on record and with the given sentence. */
  refuse(call: ToolCall, why: string): Promise<Judgement>
  /** Writes the person's answer into the record; it counts only when that went well. */
  recordAnswer(answer: AnswerRecord): Promise<Result<number, Failure>>
  /** Why a call that the person allowed must not run after all; null where it may. Never rejects. */
  whyBarred(allowed: AllowedCall): Promise<Barred | null>
  /** Whether a grant in force lets a call through that waits; decides nothing and never rejects. */
  isGranted(call: ToolCall): Promise<boolean>
  /** Keeps a copy of what an answered call is about to destroy; to be awaited before it runs. Never rejects. */
  keepFor(item: InboxItem): Promise<Kept>
  /** Puts in force what the person's answer allows beyond its call; tells where that fails. */
  giveGrant(item: InboxItem): Promise<void>
  /** What could be allowed beyond a call that is asked about. */
  propose(call: ToolCall): Promise<GrantProposal>
  /** A session that is new: nothing of it has to be read from the record. */
  begin(session: SessionId): void
  /** Drops what is remembered of a session that was removed. */
  forget(session: SessionId): void
  /** The rules of every layer, those of the given project folders too, with the state of their files. */
  rules(workspaces?: readonly string[]): Promise<OutputOf<'bouncer.rules'>>
}

/** Announced after the entry is on disk. */
export interface Decided {
  readonly sessionId: SessionId
  readonly callId: CallId
  readonly decision: Verdict['decision']
  readonly layer: Verdict['layer']
  readonly entry: number
}

/** What the Bouncer needs from the app. */
export interface BouncerDeps {
  readonly audit: { append(record: AuditRecord): Promise<Result<number, Failure>> }
  readonly clock: Clock
  announce(name: 'bouncer.decided', payload: Decided): void
  /** Asked for an `ask` only: uses up the person's one-time allowance of exactly this call; false when there is none. */
  readonly grant?: (call: ToolCall) => Promise<boolean>
  /** Ports of our own servers. */
  readonly ownPorts?: () => readonly number[]
  /** Absolute folder of our own records and settings. */
  readonly ownHome?: string
  /** The person's standing allowances; none when absent. */
  readonly grants?: Pick<Grants, 'rulesFor' | 'dropSession'>
  readonly giveGrant?: Bouncer['giveGrant']
  /** Answers questions in the person's place where they switched that on; nobody does when absent. */
  readonly ai?: Pick<AiLayer, 'review' | 'forget'>
  /** Copies what approved calls destroy; nothing is copied when absent. */
  readonly undo?: Pick<Undo, 'keepFor' | 'keepForGrant'>
  /** Rules of files over the built-in ones; none when absent. */
  readonly policies?: Policies
  /** Looks up facts about the machine; without it they are missing. */
  readonly facts?: FactsSource
  /** What the record holds of a session of an earlier run; without it every session starts anew. */
  readonly history?: (session: SessionId) => Promise<SessionHistory>
  /** Replaces the built-in layers, in order; tests hand in broken ones. */
  readonly layers?: readonly Layer[]
  /** Longest time a layer or the record may take, in milliseconds; 5,000 when absent. */
  readonly timeLimitMs?: number
}

/** Builds the Bouncer; of sessions it keeps what later calls are judged by, in memory alone. */
export function createBouncer(deps: BouncerDeps): Bouncer {
  const limitMs = deps.timeLimitMs ?? 5000
  const layers = deps.layers ?? [patternLayer]
  const memories = createSessionMemories(deps.history)
  const survey = createSurvey({ ...deps, memories, limitMs })

  /** The way of every call: normalise → memory → facts → layers → grant → AI → unseen places → copy → record → remember. */
  async function judge(call: ToolCall): Promise<Judgement> {
    const latencyUs = stopwatch(deps.clock)
    const normal = normalise(call)
    if (!normal.ok) return record(normal.shown, failureVerdict(normal.error), latencyUs)
    try {
      const surveyed = await survey(normal.value)
      const judged = await runLayers(surveyed, layers, limitMs)
      const granted = await withOneTimeGrant(normal.value, judged, { grant: deps.grant, limitMs })
      const reviewed = await reviewedBy(deps.ai, granted, {
        ...{ call: normal.value, seen: surveyed.seen, survey },
      })
      // What the person allowed word by word is not asked about again.
      const isOnce = granted !== judged
      const sure = isOnce ? reviewed : askWhereUnseen(reviewed, surveyed.seen.scene.ground.facts)
      const verdict = await withCopy(normal.value, sure, deps.undo)
      const judgement = await record(surveyed.call, verdict, latencyUs)
      if (judgement.entry !== null) memories.take(surveyed.call, verdict)
      return judgement
    } catch (error) {
      return record(normal.value, failureVerdict(describe(error)), latencyUs)
    }
  }

  async function refuse(call: ToolCall, why: string): Promise<Judgement> {
    const normal = normalise(call)
    const verdict = { ...failureVerdict(why), reason: why, explanation: [why] }
    return record(normal.ok ? normal.value : normal.shown, verdict, stopwatch(deps.clock))
  }

  async function record(
    call: ToolCall,
    verdict: Verdict,
    latencyUs: () => number,
  ): Promise<Judgement> {
    const entry: AuditRecord = {
      kind: 'decision',
      session: call.sessionId,
      call: auditedCall(call),
      verdict,
      latencyUs: latencyUs(),
    }
    try {
      const appended = await within(limitMs, 'the record', () => deps.audit.append(entry))
      if (!appended.ok) throw new Error(appended.error.message)
      deps.announce('bouncer.decided', decidedOf(call, verdict, appended.value))
      return { verdict, entry: appended.value, latencyUs: latencyUs() }
    } catch (error) {
      return { verdict: failureVerdict(describe(error)), entry: null, latencyUs: latencyUs() }
    }
  }

  return {
    judge,
    refuse,
    whyBarred: (allowed) => whyBarred(allowed, { survey, layers, limitMs }),
    isGranted: (call) => isGrantedNow(call, { survey, layers, limitMs }),
    async recordAnswer(answer) {
      const recorded = await deps.audit.append(answer)
      if (recorded.ok) memories.answered(answer.session, answer.callId, answer.decision)
      return recorded
    },
    begin: memories.begin,
    keepFor: async (item) => (deps.undo ? deps.undo.keepFor(item) : { status: 'go', copy: null }),
    giveGrant: async (item) => deps.giveGrant?.(item),
    propose: async (call) => proposeGrant((await survey(call)).seen),
    forget(session) {
      memories.forget(session)
      deps.ai?.forget(session)
      void deps.grants?.dropSession(session)
    },
    rules: (workspaces = []) => rulesInForce(deps, workspaces),
  }
}

/** A question becomes an allow where the person allowed exactly this call before. */
async function withOneTimeGrant(
  call: ToolCall,
  verdict: Verdict,
  { grant, limitMs }: { readonly grant: BouncerDeps['grant']; readonly limitMs: number },
): Promise<Verdict> {
  if (verdict.decision !== 'ask' || !grant) return verdict
  try {
    const allowed = await within(limitMs, 'the inbox', () => grant(call))
    return allowed ? { ...verdict, ...GRANTED } : verdict
  } catch (error) {
    return failureVerdict(describe(error))
  }
}

async function rulesInForce(
  { policies }: BouncerDeps,
  workspaces: readonly string[],
): Promise<OutputOf<'bouncer.rules'>> {
  const found = await policies?.overview(workspaces)
  const { publicRules, hash } = found?.policy ?? builtInPolicy
  const files = [...(found?.files ?? [])]
  return { rules: [...publicRules], files, engineVersion, policyHash: hash }
}

const GRANTED = {
  decision: 'allow',
  layer: 'grant',
  reason: 'The person allowed this call once.',
} as const

function decidedOf(call: ToolCall, verdict: Verdict, entry: number): Decided {
  const { decision, layer } = verdict
  return { sessionId: call.sessionId, callId: call.id, decision, layer, entry }
}

/** Counts microseconds from now on. */
function stopwatch(clock: Clock): () => number {
  const startedMs = clock.elapsed()
  return () => Math.max(0, Math.round((clock.elapsed() - startedMs) * 1000))
}

function auditedCall(call: ToolCall): Extract<AuditRecord, { kind: 'decision' }>['call'] {
  const { id, tool, input, cwd, workspace, agentId, facts } = call
  const bare = { id, tool, input, cwd, workspace, ...(agentId === undefined ? {} : { agentId }) }
  return facts ? { ...bare, facts } : bare
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
