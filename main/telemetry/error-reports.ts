import type { PageError } from '../../shared/telemetry/model.ts'
import type { Clock } from '../kit/clock.ts'
import type { ErrorSdk, ErrorSdkPort } from '../kit/error-sdk.ts'
import type { Logger } from '../kit/logger.ts'
import { createTurns } from '../kit/turns.ts'
import { exactError } from './exact-error.ts'

const hourMs = 3_600_000
/** A flaw that repeats all the time is told often enough with these. */
const mostPerHour = 20

/** Catches errors of this program while the person has said yes, and hands on what may be sent of them. */
export interface ErrorReports {
  /** Loads the reporter where it is wanted, ends it where it is not; false when it cannot be had. */
  set(isWanted: boolean): Promise<boolean>
  capture(error: unknown): void
  capturePage(error: PageError): void
}

/** What it needs. */
export interface ErrorReportsDeps {
  readonly sdk: ErrorSdkPort
  readonly dsn: string | null
  readonly host: 'desktop' | 'browser'
  readonly platform: string
  readonly root: string
  readonly clock: Clock
  readonly logger: Logger
  take(event: object): void
}

/** Starts with nothing loaded. */
export function createErrorReports(deps: ErrorReportsDeps): ErrorReports {
  const { clock, logger } = deps
  let loaded: ErrorSdk | null = null
  let isOn = false
  let taken: readonly number[] = []

  const take = (made: unknown) => {
    if (!isOn) return
    const now = clock.elapsed()
    taken = taken.filter((at) => at > now - hourMs)
    if (taken.length >= mostPerHour) return
    const event = exactError(made, deps)
    if (event === null) return
    taken = [...taken, now]
    deps.take(event)
  }

  const start = async (dsn: string): Promise<boolean> => {
    try {
      loaded ??= await deps.sdk.load()
      loaded.start({ dsn, take })
      isOn = true
      return true
    } catch (error) {
      logger.warn('the error reporter could not be loaded', { error })
      return false
    }
  }

  const set = async (isWanted: boolean): Promise<boolean> => {
    if (isWanted === isOn) return true
    if (isWanted) return deps.dsn === null ? false : start(deps.dsn)
    isOn = false
    await loaded?.stop()
    return true
  }

  const inTurn = createTurns()
  return {
    set: (isWanted) => inTurn(() => set(isWanted)),
    capture(error) {
      if (isOn) loaded?.capture(error)
    },
    capturePage(error) {
      if (isOn) loaded?.capture(asError(error))
    },
  }
}

/** An error of the page in the form that the reporter takes apart like one of ours. */
function asError({ name, message, frames }: PageError): Error {
  const error = new Error(message)
  error.name = name
  const lines = frames.map(
    (frame) => `    at ${frame.function || '?'} (${frame.file}:${frame.line}:${frame.column})`,
  )
  error.stack = [`${name}: ${message}`, ...lines].join('\n')
  return error
}
