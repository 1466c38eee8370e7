import type { FailureText } from '../kit/failure.ts'

/** Why a copy was not kept or did not come back; each sentence says what happened, what was kept, what to do. */
export const undoErrors = {
  'undo.not-copied': {
    message:
      'What this would destroy could not be copied first ({cause}), so it did not run. Nothing was changed. Free disk space or narrow the call, then ask again.',
    retry: 'free-disk-space',
  },
  'undo.no-copy': {
    message:
      'No copy of what this would destroy can be kept ({cause}), and the person was not told so. It did not run, nothing was changed. Ask again, so that the question says it.',
    retry: 'none',
  },
  'undo.terminal-kept': {
    message: 'A copy of what it destroys is kept ({what}): Bouncer, Copies.',
    retry: 'none',
  },
  'undo.terminal-without': {
    message: 'No copy of what it destroys is kept.',
    retry: 'none',
  },
  'undo.unknown-copy': {
    message: 'This copy is not there any more, or its list is damaged. Nothing was changed.',
    retry: 'none',
  },
  'undo.not-restored': {
    message:
      'The copy could not be put back ({cause}). It is kept, and whatever came back already stays. Try again.',
    retry: 'try-again',
  },
  'undo.unsaved': {
    message:
      'What lies there now could not be copied first ({cause}), so nothing was replaced. Put the old files beside the new ones instead.',
    retry: 'none',
  },
  'undo.not-dropped': {
    message: 'The copy could not be removed ({cause}). It is kept. Try again.',
    retry: 'try-again',
  },
} as const satisfies Record<string, FailureText>
