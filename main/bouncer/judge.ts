import type { AuditRecord } from '../../shared/audit/model.ts'
import type { ToolCall, Verdict } from '../../shared/bouncer/model.ts'
import type { OutputOf } from '../../shared/contract.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'
import type { Result } from '../../shared/kit/result.ts'
import type { Clock } from '../kit/clock.ts'
import { failureVerdict } from './failure-verdict.ts'
import { normalise } from './normalise.ts'
import { judgeByPattern, type PatternOptions } from './pattern-layer/pattern-layer.ts'
import type { Policies } from './policies/policies.ts'
import { builtInPolicy, engineVersion } from './rules/policy.ts'

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
  /** The rules of every layer, those of the given project folders too, with the state of their files. */
  rules(workspaces?: readonly string[]): Promise<OutputOf<'bouncer.rules'>>
}

/** One step of judging: gets the verdict so far and may change it. */
export interface Layer {
  readonly name: string
  judge(call: ToolCall, verdict: Verdict | null): Verdict | Promise<Verdict>
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
  /** Rules of files over the built-in ones; none when absent. */
  readonly policies?: Policies
  /** Replaces the built-in layers, in order; tests hand in broken ones. */
  readonly layers?: readonly Layer[]
  /** Longest time a layer or the record may take, in milliseconds; 5,000 when absent. */
  readonly timeLimitMs?: number
}

/** Builds the Bouncer; it holds no state of its own. */
export function createBouncer(deps: BouncerDeps): Bouncer {
  const limitMs = deps.timeLimitMs ?? 5000
  const layers = deps.layers ?? [patternLayer(deps)]

  async function judge(call: ToolCall): Promise<Judgement> {
    const latencyUs = stopwatch(deps.clock)
    const normal = normalise(call)
    const judged = normal.ok ? await runLayers(normal.value) : failureVerdict(normal.error)
    const verdict = normal.ok ? await applyGrant(normal.value, judged) : judged
    return record(normal.ok ? normal.value : normal.shown, verdict, latencyUs)
  }

  async function refuse(call: ToolCall, why: string): Promise<Judgement> {
    const normal = normalise(call)
    const verdict = { ...failureVerdict(why), reason: why, explanation: [why] }
    return record(normal.ok ? normal.value : normal.shown, verdict, stopwatch(deps.clock))
  }

  async function runLayers(call: ToolCall): Promise<Verdict> {
    let verdict: Verdict | null = null
    for (const layer of layers) {
      try {
        verdict = await within(limitMs, `the ${layer.name} layer`, async () =>
          layer.judge(call, verdict),
        )
      } catch (error) {
        return failureVerdict(describe(error))
      }
    }
    return verdict ?? failureVerdict('no layer judged the call')
  }

  async function applyGrant(call: ToolCall, verdict: Verdict): Promise<Verdict> {
    const { grant } = deps
    if (verdict.decision !== 'ask' || !grant) return verdict
    try {
      const allowed = await within(limitMs, 'the inbox', () => grant(call))
      return allowed ? { ...verdict, ...GRANTED } : verdict
    } catch (error) {
      return failureVerdict(describe(error))
    }
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
    recordAnswer: (answer) => deps.audit.append(answer),
    rules: (workspaces = []) => rulesInForce(deps, workspaces),
  }
}

function patternLayer({ policies, ownPorts, ownHome }: BouncerDeps): Layer {
  const own = (): PatternOptions => ({
    ownPorts: ownPorts?.() ?? [],
    ...(ownHome === undefined ? {} : { ownHome }),
  })
  return {
    name: 'pattern',
    judge: async (call) => {
      const policy = await policies?.policyFor(call.workspace)
      return judgeByPattern(call, { ...own(), ...(policy ? { policy } : {}) })
    },
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
  const { id, tool, input, cwd, workspace, agentId } = call
  return { id, tool, input, cwd, workspace, ...(agentId === undefined ? {} : { agentId }) }
}

/** Rejects when the work takes longer than the limit; a late answer is dropped. */
async function within<T>(limitMs: number, what: string, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} did not answer within ${limitMs} ms`)),
      limitMs,
    )
  })
  try {
    return await Promise.race([work(), limit])
  } finally {
    clearTimeout(timer)
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
