import { callText } from '../../../shared/bouncer/call-text.ts'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { type Copy, type CopyPlan, copyIdSchema } from '../../../shared/bouncer/undo.ts'
import { undoErrors } from '../../../shared/bouncer/undo-errors.ts'
import { failure } from '../../../shared/kit/failure.ts'
import type { InboxId } from '../../../shared/kit/ids.ts'
import type { Clock } from '../../kit/clock.ts'
import { redactText } from '../../kit/redact.ts'
import type { CopyStore } from './copy-store.ts'
import { destructionOf } from './destruction.ts'
import type { Job } from './jobs.ts'
import { shownText } from './shown-text.ts'
import type { CopyLimits } from './summarise.ts'
import type { CopyHead, KeepOutcome } from './write-copy.ts'

/** What came of the copy before a call: it may run, or why not; `ask` where only the person can say yes to it. */
export type Kept =
  /** With the copy that was made; null where there was nothing to copy, or none was to be made. */
  | { readonly status: 'go'; readonly copy: Copy | null }
  | { readonly status: 'deny'; readonly why: string }
  | { readonly status: 'ask'; readonly why: string }

/** A call that somebody approved, and what they were told about a copy of what it destroys. */
export interface Approved {
  readonly call: ToolCall
  readonly verdict: Pick<Verdict, 'effects'>
  readonly inboxId: InboxId | null
  readonly reason: Copy['reason']
  /** What the card said; null when nothing was said. */
  readonly said: CopyPlan | null
}

/** With what copies are kept. */
export interface KeepingDeps {
  readonly clock: Clock
  readonly store: CopyStore
  newId(): string
  limits(): Promise<CopyLimits>
  keep(job: Extract<Job, { kind: 'keep' }>): Promise<KeepOutcome>
  /** Lets the oldest copies go where all of them take too much. */
  trim(): Promise<void>
  changed(): void
}

/** Keeps a copy of what an approved call is about to destroy; never rejects. */
export async function keepBefore(approved: Approved, deps: KeepingDeps): Promise<Kept> {
  const { call, verdict, said } = approved
  try {
    const destruction = destructionOf(call, verdict)
    // What the person was told to go without a copy goes without one.
    if (destruction === null || said?.kind === 'too-large' || said?.kind === 'none') return GO
    return await deps.store.alone(async () => {
      const limits = await deps.limits()
      const head = headOf(approved, deps)
      const outcome = await deps.keep({ kind: 'keep', destruction, head, limits })
      if (outcome.status !== 'kept') return refusalOf(outcome)
      await deps.store.load()
      await deps.trim()
      deps.changed()
      return { status: 'go', copy: outcome.copy }
    })
  } catch (error) {
    return refusalOf({
      status: 'failed',
      why: error instanceof Error ? error.message : String(error),
    })
  }
}

const GO: Kept = { status: 'go', copy: null }

function refusalOf(outcome: Exclude<KeepOutcome, { status: 'kept' }>): Kept {
  if (outcome.status === 'failed') {
    const { message } = failure(undoErrors, 'undo.not-copied', { cause: outcome.why })
    return { status: 'deny', why: message }
  }
  const { plan } = outcome
  if (plan.kind === 'nothing' || plan.kind === 'kept') return GO
  // Nobody misses what tools make again.
  if (plan.kind === 'none' && plan.why === 'rebuildable') return GO
  const cause = plan.kind === 'none' ? REASONS[plan.why] : tooLarge(plan)
  return { status: 'ask', why: failure(undoErrors, 'undo.no-copy', { cause }).message }
}

const REASONS = {
  off: 'the setting says that none is kept',
  unknown: 'what it destroys is not known before it runs',
  'not-counted': 'it could not be counted to its end',
  unreadable: 'something in it cannot be read',
  elsewhere: 'it lies on another disk or machine',
  'no-room': 'younger copies fill the store',
  rebuildable: 'tools make it again',
} as const

function tooLarge({ bytes, capBytes }: Extract<CopyPlan, { kind: 'too-large' }>): string {
  return `it is ${inMegabytes(bytes)} large, the cap is ${inMegabytes(capBytes)}`
}

function inMegabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1_000_000)).toLocaleString('en-GB')} MB`
}

function headOf({ call, inboxId, reason }: Approved, { clock, newId }: KeepingDeps): CopyHead {
  const { sessionId, id: callId, tool, workspace } = call
  const { text } = callText(call.input)
  const title = shownText(redactText(text.split('\n')[0] ?? ''))
  const id = copyIdSchema.parse(newId())
  return {
    id,
    madeAt: Math.trunc(clock.now()),
    sessionId,
    callId,
    inboxId,
    reason,
    tool,
    title,
    workspace,
  }
}
