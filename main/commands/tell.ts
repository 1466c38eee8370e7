import { type Failure, failure } from '../../shared/kit/failure.ts'
import { failureJson } from '../kit/failure-json.ts'
import { plainText } from '../kit/plain-text.ts'
import { isMissing, systemCode } from '../kit/system-code.ts'
import type { Call } from './command.ts'
import { commandErrors } from './command-errors.ts'

/** Prints a success: the object where JSON is wanted, else the text. */
export function tell(call: Call, value: object, text: string): 0 {
  call.write(call.isJson ? `${JSON.stringify({ ok: true, ...value })}\n` : plainText(text))
  return 0
}

/** Prints an expected failure: as JSON where that is wanted, else to the standard error. */
export function refuse(call: Call, { code, message }: Pick<Failure, 'code' | 'message'>): 1 {
  if (call.isJson) call.write(`${JSON.stringify(failureJson({ code, message }))}\n`)
  else process.stderr.write(`${plainText(message)}\n`)
  return 1
}

/** Prints one of the commands' own failures. */
export function refuseWith(
  call: Call,
  code: keyof typeof commandErrors,
  slots: Readonly<Record<string, string | number>>,
): 1 {
  return refuse(call, failure(commandErrors, code, slots))
}

/** Prints what was found and that it counts as a failure: one JSON object, or the text and then the sentence. */
export function refuseFound(call: Call, failed: Failure, found: { data: object; text: string }): 1 {
  if (call.isJson) {
    call.write(`${JSON.stringify({ ...failureJson(failed), ...found.data })}\n`)
    return 1
  }
  call.write(plainText(found.text))
  return refuse(call, failed)
}

/** Prints that the system does not let us read a place; throws what is no failure of the system. */
export function refuseUnreadable(call: Call, path: string, error: unknown): 1 {
  if (isMissing(error)) return refuseWith(call, 'command.no-file', { path })
  const cause = systemCode(error)
  if (!/^E[A-Z]+$/.test(cause)) throw error
  return refuseWith(call, 'command.unreadable', { path, cause })
}
