import type { FailureText } from '../kit/failure.ts'

/** Why an answer did not take effect. */
export const inboxErrors = {
  'inbox.unknown': {
    message: 'This question does not exist any more. Nothing was changed.',
    retry: 'none',
  },
  'inbox.already-answered': {
    message: 'This was answered {when} from {by}. Your answer did nothing.',
    retry: 'none',
  },
  'inbox.withdrawn': {
    message: 'The agent took this question back. Your answer did nothing.',
    retry: 'none',
  },
  'inbox.used-up': {
    message: 'This allowance was used or taken back already. Nothing was changed.',
    retry: 'none',
  },
  'inbox.wrong-answer': {
    message:
      'This answer does not fit the question. Nothing was changed, the question still waits.',
    retry: 'none',
  },
  'inbox.full': {
    message:
      'This session has {most} questions that wait already, so this one was denied unasked. Wait for the answers before you ask more.',
    retry: 'none',
  },
  'inbox.unwritable': {
    message:
      'The answer could not be written ({cause}). The question still waits, nothing ran. Free disk space, then answer again.',
    retry: 'free-disk-space',
  },
} as const satisfies Record<string, FailureText>
