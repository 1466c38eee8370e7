import type { FailureText } from '../kit/failure.ts'

/** Why a credential could not be kept. */
export const credentialErrors = {
  'credentials.locked': {
    message: 'The keychain is locked. Nothing was stored. Unlock it, then store the key again.',
    retry: 'try-again',
  },
  'credentials.malformed': {
    message:
      'This does not look like an Anthropic API key (they begin with sk-ant-). Nothing was stored. Copy the whole key.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>
