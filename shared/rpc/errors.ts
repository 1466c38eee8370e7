import type { FailureText } from '../kit/failure.ts'

/** Why a call never reached its feature, or came back without an answer of its own. */
export const rpcErrors = {
  'rpc.unknown': {
    message:
      'This version of the app does not know “{procedure}”. Nothing was done. Reload the window.',
    retry: 'none',
  },
  'rpc.not-allowed': {
    message: 'This is not allowed from here. Nothing was done. Do it where the app itself runs.',
    retry: 'none',
  },
  'rpc.invalid': {
    message:
      'The app could not read what was asked ({where}). Nothing was done. Reload the window, then try again.',
    retry: 'none',
  },
  'rpc.id-reused': {
    message: 'The same command id was used for two different commands. The second was not done.',
    retry: 'try-again',
  },
  'rpc.busy': {
    message: 'Too many calls wait for their answer. This one was not done. Try again in a moment.',
    retry: 'try-again',
  },
  internal: {
    message:
      'Something in the app went wrong. What was done before is kept. Look at the present state, then try again. The log holds the details under {incidentId}.',
    retry: 'try-again',
  },
} as const satisfies Record<string, FailureText>
