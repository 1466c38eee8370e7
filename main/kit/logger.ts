import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'
import { redactText, redactValue } from './redact.ts'

/** How much a line matters, least first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** Details of one line; redacted before they are written. */
export type LogFields = Readonly<Record<string, unknown>>

/** Writes redacted lines; never throws and never waits. */
export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** Logs an unexpected failure in full and returns the id under which the line can be found. */
  incident(error: unknown, fields?: LogFields): string
  /** The same log under the name of a part: `sessions`, `audit`. */
  child(subsystem: string): Logger
}

/** Where lines go and from which level on; each line is one JSON object without a newline. */
export interface LoggerParts {
  readonly write: (line: string) => void
  readonly clock: Clock
  /** Is told of each unexpected failure after it was logged; must not throw. */
  readonly onIncident?: (cause: unknown) => void
  /** Default `info`. */
  readonly level?: LogLevel
}

/** An error as plain data, with its causes. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const code = 'code' in error ? { code: error.code } : {}
  return { name, message, ...code, stack, ...(cause ? { cause: plainError(cause) } : {}) }
}

function plainFields(fields: LogFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, plainError(value)] as const),
  )
}

function toLine(head: LogFields, fields: LogFields): string {
  try {
    return JSON.stringify({ ...head, ...redactValue(plainFields(fields)) })
  } catch (error) {
    const problem = error instanceof Error ? error.name : 'unknown'
    return JSON.stringify({ ...head, unprintable: problem })
  }
}

/** Creates the log of this process; secrets are masked here, whatever a caller hands in. */
export function createLogger(parts: LoggerParts): Logger {
  const { write, clock } = parts
  const lowest = logLevels.indexOf(parts.level ?? 'info')

  const forPart = (subsystem: string): Logger => {
    const log =
      (level: LogLevel) =>
      (message: string, fields: LogFields = {}) => {
        if (logLevels.indexOf(level) < lowest) return
        const at = new Date(clock.now()).toISOString()
        write(toLine({ at, level, subsystem, message: redactText(message) }, fields))
      }
    const error = log('error')
    return {
      debug: log('debug'),
      info: log('info'),
      warn: log('warn'),
      error,
      incident(cause, fields = {}) {
        const incidentId = randomBytes(6).toString('hex')
        const message = cause instanceof Error ? cause.message : String(cause)
        error(message, { ...fields, incidentId, error: cause })
        parts.onIncident?.(cause)
        return incidentId
      },
      child: (name) => forPart(subsystem === 'app' ? name : `${subsystem}.${name}`),
    }
  }
  return forPart('app')
}
