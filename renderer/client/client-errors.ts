import type { Failure, FailureText } from '../../shared/kit/failure.ts'

const clientErrors = {
  'client.not-sent': {
    message:
      'The app cannot be reached. Nothing was sent. It is tried again by itself; then do this once more.',
    retry: 'try-again',
  },
  'client.cut-off': {
    message:
      'The connection broke before the answer came. What was asked may have been done. Look at the present state before you repeat it.',
    retry: 'try-again',
  },
} as const satisfies Record<string, FailureText>

/**
 * A failure that arose on this side of the wire. Built here and not by shared/kit, whose schemas would
 * bring a parser into the page that probes for eval, which the content security policy reports.
 */
export function clientFailure(code: keyof typeof clientErrors): Failure {
  return { code, ...clientErrors[code] }
}
