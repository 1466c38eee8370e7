import type { FailureText } from '../../shared/kit/failure.ts'

/** Why a command of the terminal did nothing; each sentence says what happened, what was kept, what to do. */
export const commandErrors = {
  'command.no-home': {
    message:
      'There is no home at {home}, so there is nothing to {what}. Nothing was made. Name another folder with --home.',
    retry: 'none',
  },
  'command.home-held': {
    message:
      'The folder {home} is in use by {holder}. Nothing was {done}. Close it, or do it there in the settings under Privacy.',
    retry: 'try-again',
  },
  'command.no-session': {
    message:
      'There is no session {id} in {home}. Nothing was written. `{command} sessions list` names those that are there.',
    retry: 'none',
  },
  'command.out-exists': {
    message: 'There is a file at {path} already. It was left as it is. Choose another name.',
    retry: 'none',
  },
  'command.out-unwritable': {
    message: '{path} could not be written ({cause}). Nothing of it was kept. Choose another place.',
    retry: 'free-disk-space',
  },
  'command.unreadable': {
    message: '{path} could not be read ({cause}). It was left as it is. Check its permissions.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>
