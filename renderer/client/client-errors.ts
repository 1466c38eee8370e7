import type { FailureText } from '../../shared/kit/failure.ts'

/** Failures that arise on this side of the wire. */
export const clientErrors = {
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
