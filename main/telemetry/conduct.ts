import { brand } from '../../shared/brand.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { telemetryErrors } from '../../shared/telemetry/errors.ts'
import { type TelemetryKind, telemetryKinds } from '../../shared/telemetry/kinds.ts'
import type { TelemetryBrief } from '../../shared/telemetry/model.ts'
import { createTurns } from '../kit/turns.ts'
import type { Carrier } from './carrier.ts'
import type { Unkept } from './consent.ts'
import type { ErrorReports } from './error-reports.ts'
import type { Gate } from './gate.ts'
import { holdWords } from './hold.ts'
import type { Outbox } from './outbox.ts'
import { removeSdkFolders } from './telemetry-data-owner.ts'
import type { TelemetryDeps } from './telemetry-deps.ts'

/** An answer; a kind that is left out keeps a yes that holds. */
export interface Decision {
  readonly errors?: boolean | undefined
  readonly usage?: boolean | undefined
  readonly by: string
}

/** Makes everything follow the answers: what may wait, what may go, what is loaded. */
export interface Conduct {
  brief(): TelemetryBrief
  /** Reads the answers, follows them and says what may be sent at this moment. */
  look(): Promise<readonly TelemetryKind[]>
  /** Puts a request into the queue where that is allowed. */
  put(kind: TelemetryKind, what: { readonly host: string; readonly body: string }): void
  /** Drops what waits of the kinds; returns how many went. */
  forget(kinds: readonly TelemetryKind[]): Promise<number>
  decide(decision: Decision): Promise<Result<void, Failure>>
  /** Looks soon, without being waited for. */
  lookSoon(): void
  /** Resolves when what was put is on disk. */
  settled(): Promise<void>
}

/** What it works on. */
export interface ConductParts
  extends Pick<TelemetryDeps, 'announce' | 'clock' | 'errorSdk' | 'logger' | 'newId'> {
  readonly gate: Gate
  readonly outbox: Outbox
  readonly carrier: Pick<Carrier, 'wake' | 'recall'>
  readonly reports: Pick<ErrorReports, 'set'>
  onForgotten(kinds: readonly TelemetryKind[]): void
  /** Called when what may be sent changed, or why it may not. */
  onChanged(): void
}

/** Starts with everything off, until the first look. */
export function createConduct(parts: ConductParts): Conduct {
  const { gate, outbox, carrier, reports, logger } = parts
  let brief: TelemetryBrief = { errors: false, usage: false, wantsAnswer: false }
  const inTurn = createTurns()
  const pending = new Set<Promise<unknown>>()

  const track = (work: Promise<unknown>) => {
    const quiet = work.catch((error: unknown) => logger.warn('telemetry', { error }))
    pending.add(quiet)
    void quiet.finally(() => pending.delete(quiet))
  }

  const forget = async (kinds: readonly TelemetryKind[]): Promise<number> => {
    parts.onForgotten(kinds)
    const gone = await outbox.clear(kinds)
    if (kinds.includes('errors')) await removeSdkFolders(parts.errorSdk.folders)
    return gone
  }

  const follow = async (): Promise<readonly TelemetryKind[]> => {
    const before = brief
    const allowed = await gate.look()
    const held = telemetryKinds.filter((kind) => !allowed.includes(kind))
    brief = {
      errors: allowed.includes('errors'),
      usage: allowed.includes('usage'),
      wantsAnswer: gate.isWanted(),
    }
    carrier.recall(held)
    if (before.errors !== brief.errors) track(setReports())
    if (JSON.stringify(before) !== JSON.stringify(brief)) {
      parts.announce('telemetry.changed', brief)
      parts.onChanged()
    }
    if (held.some((kind) => before[kind] || outbox.count(kind) > 0)) await forget(held)
    return allowed
  }

  /** One after the other, so that the newest answer has the last word. */
  const look = () => inTurn(follow)

  const answer = async ({ by, ...answers }: Decision): Promise<Result<void, Failure>> => {
    const allowed = await follow()
    const refused = whyNotOn(gate, answers)
    if (refused !== null) return err(refused)
    const written = await gate.answer({ ...answers, by, mayStay: allowed })
    await follow()
    return written.ok ? ok(undefined) : err(unkeptFailure(written.error))
  }

  const setReports = async () => {
    if (await reports.set(brief.errors)) return
    gate.missReporter()
    await look()
  }

  return {
    brief: () => brief,
    look,
    forget,
    lookSoon: () => track(look()),
    put(kind, what) {
      const work = async () => {
        if (!(await look()).includes(kind)) return
        await outbox.add({ ...what, kind, id: parts.newId(), at: parts.clock.now() })
        carrier.wake()
      }
      track(work())
    },
    async decide(decision) {
      // An answer to one question keeps the other as it is by then, so none is laid over another.
      const decided = await inTurn(() => answer(decision))
      await reports.set(brief.errors)
      return decided
    },
    async settled() {
      await Promise.all(pending)
    },
  }
}

function unkeptFailure({ cause, isYesLeft }: Unkept): Failure {
  const code = isYesLeft ? 'telemetry.yes-stays' : 'telemetry.unwritable'
  return failure(telemetryErrors, code, { cause, variable: brand.telemetryVariable })
}

/** Why one of the yeses could have no effect; null where each could. */
function whyNotOn(gate: Gate, answers: Omit<Decision, 'by'>): Failure | null {
  for (const kind of telemetryKinds) {
    const obstacle = answers[kind] === true ? gate.obstacle(kind) : null
    // Answers that could not be read or written are just what a new one may mend.
    if (obstacle === null || obstacle.kind === 'unreadable') continue
    return failure(telemetryErrors, 'telemetry.held', { why: holdWords(obstacle) })
  }
  return null
}
