import { failure } from '../../shared/kit/failure.ts'
import { failureJson } from '../kit/failure-json.ts'
import { commandErrors } from './command-errors.ts'

/** Passes on what a feature prints as JSON; a failure that has no code gets what every command's failure has. */
export function withWholeFailure(write: (text: string) => void): (text: string) => void {
  return (text) => {
    const value = JSON.parse(text) as { readonly ok: boolean; readonly message?: string }
    if (value.ok || 'code' in value) return write(text)
    const unsound = failure(commandErrors, 'command.record-unsound')
    const told =
      value.message === undefined
        ? unsound
        : { code: 'command.record-unread', message: value.message }
    write(`${JSON.stringify({ ...failureJson(told), ...value })}\n`)
  }
}
