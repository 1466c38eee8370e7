import type { FailureText } from '../kit/failure.ts'

/** Why a terminal was not opened or cannot be used. */
export const terminalErrors = {
  'terminal.unavailable': {
    message:
      'This copy of the app cannot open terminals ({cause}). Nothing was started. Use a terminal of your own, or install the app again.',
    retry: 'none',
  },
  'terminal.undecided': {
    message:
      'It is not decided whether the settings in {path} apply. Nothing was started. Look at them and decide first.',
    retry: 'choose-folder',
  },
  'terminal.not-started': {
    message: '{program} could not be started in a terminal ({cause}). Nothing runs. Try again.',
    retry: 'try-again',
  },
  'terminal.too-many': {
    message:
      '{count} terminals are open, and no more can be. Nothing was started. Close one that you no longer need.',
    retry: 'none',
  },
  'terminal.unknown': {
    message: 'This terminal is closed. What it printed is gone. Open a new one.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>
