import type { FailureText } from '../kit/failure.ts'

/** Why an answer about telemetry could not be kept. */
export const telemetryErrors = {
  'telemetry.held': {
    message: 'This cannot be switched on: {why}. Nothing is sent. Change that, then switch again.',
    retry: 'none',
  },
  'telemetry.unwritable': {
    message:
      'The answer could not be saved ({cause}). Nothing is sent until it can be, also after a restart. Free disk space or make the folder writable, then answer again.',
    retry: 'try-again',
  },
  'telemetry.not-switched': {
    message:
      'Telemetry cannot be switched on from here: {why}. Nothing was changed. Change that, then switch again.',
    retry: 'none',
  },
  'telemetry.yes-stays': {
    message:
      'The answer could not be saved, nor what was answered before be removed ({cause}). This app sends nothing until it ends; a later start would go by the answer before. Make the folder writable and answer again, or set {variable}=0.',
    retry: 'try-again',
  },
  'telemetry.unsaved': {
    message:
      'The answer could not be saved, nor what was answered before be removed ({cause}). What was answered before holds. Make the folder writable, then repeat.',
    retry: 'try-again',
  },
} as const satisfies Record<string, FailureText>
