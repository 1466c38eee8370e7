import type { FailureText } from '../kit/failure.ts'

/** Why an answer about telemetry could not be kept. */
export const telemetryErrors = {
  'telemetry.held': {
    message: 'This cannot be switched on: {why}. Nothing is sent. Change that, then switch again.',
    retry: 'none',
  },
  'telemetry.unwritable': {
    message:
      'The answer could not be saved ({cause}). Nothing is sent until it can be. Free disk space or make the folder writable, then answer again.',
    retry: 'try-again',
  },
  'telemetry.not-switched': {
    message:
      'Telemetry cannot be switched on from here: {why}. Nothing was changed. Change that, then switch again.',
    retry: 'none',
  },
  'telemetry.unsaved': {
    message:
      'The answer could not be saved ({cause}). What was answered before holds. Free disk space or make the folder writable, then repeat.',
    retry: 'free-disk-space',
  },
} as const satisfies Record<string, FailureText>
