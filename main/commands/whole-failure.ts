import { brand } from '../../shared/brand.ts'
import { failure } from '../../shared/kit/failure.ts'
import { failureJson } from '../kit/failure-json.ts'
import { commandErrors } from './command-errors.ts'

/** Passes on what a feature prints as JSON; a failure that has no code gets what every command's failure has. */
export function withWholeFailure(write: (text: string) => void): (text: string) => void {
  return (text) => {
    const value = JSON.parse(text) as {
      readonly ok: boolean
      readonly message?: string
      readonly report?: { readonly status: string }
    }
    if (value.ok || 'code' in value) return write(text)
    const isDoubted = value.report?.status === 'unconfirmed'
    const code = isDoubted ? 'command.record-unconfirmed' : 'command.record-unsound'
    const unsound = failure(commandErrors, code, { command: brand.command })
    const told =
      value.message === undefined
        ? unsound
        : { code: 'command.record-unread', message: value.message }
    write(`${JSON.stringify({ ...failureJson(told), ...value })}\n`)
  }
}
