import type { FailureText } from '../kit/failure.ts'

/** Why data could not be erased. */
export const privacyErrors = {
  'privacy.unknown-owner': {
    message: 'Nothing of that name is kept here. Nothing was erased.',
    retry: 'none',
  },
  'privacy.in-use': {
    message: 'Sessions are running, so their data was not erased. Stop them, then erase again.',
    retry: 'try-again',
  },
} as const satisfies Record<string, FailureText>
