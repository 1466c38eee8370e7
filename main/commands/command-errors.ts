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
  'command.erase-incomplete': {
    message:
      'Not everything could be erased: {what}. The rest is gone; the receipt says why this stayed. Erase again when the cause is mended.',
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
  'command.no-file': {
    message: 'There is nothing at {path}. Nothing was done. Correct the name.',
    retry: 'none',
  },
  'command.stopped': {
    message: 'You stopped it. {path} was not written, nothing of it was kept. Start it again.',
    retry: 'try-again',
  },
  'command.rows-unread': {
    message:
      '{unread} of {rows} lines could not be read as calls. The others were judged. Correct those that have an “error” here.',
    retry: 'none',
  },
  'command.cases-missed': {
    message:
      '{missed} of {cases} cases are not met. Nothing was changed. Correct the rules or the cases.',
    retry: 'none',
  },
  'command.policy-faults': {
    message: '{count} parts of the file do not count. Nothing was changed. Correct them.',
    retry: 'none',
  },
  'command.replay-changes': {
    message: 'Past calls would newly be decided otherwise ({kinds}). Nothing was changed.',
    retry: 'none',
  },
  'command.replay-nothing': {
    message:
      'There is no call on record to judge in {where}. Nothing was changed. Name an earlier time with --since, or another home with --home.',
    retry: 'none',
  },
  'command.policy-unread': {
    message:
      'The rules of {path} are not in force ({state}). The calls were judged without them. Correct the file that is named in “policies”.',
    retry: 'none',
  },
  'command.guard-not-in-force': {
    message: 'Calls of agents in a terminal are not guarded. {what}',
    retry: 'none',
  },
  'command.record-unsound': {
    message: 'The record does not hold. It was left as it is. Look at “report” for the first line.',
    retry: 'none',
  },
  'command.record-unconfirmed': {
    message:
      'Every line of the record holds, and the entry in “doubt” says that an end of it was found unconfirmed. It was left as it is. Find out why, then run `{command} audit acknowledge --note TEXT`.',
    retry: 'none',
  },
  'command.text-short': {
    message:
      'The text to remove must have {least} to {most} characters. Nothing was removed. Correct the file.',
    retry: 'none',
  },
  'command.flaw': {
    message:
      'A flaw of the program itself stopped this ({cause}). What was done until then is kept. Report it with this line.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>
