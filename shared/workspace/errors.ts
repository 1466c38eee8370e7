import type { FailureText } from '../kit/failure.ts'

/** Why a folder cannot be worked in. */
export const workspaceErrors = {
  'workspace.missing': {
    message: 'There is no folder at {path}. Nothing was started. Choose another one.',
    retry: 'choose-folder',
  },
  'workspace.not-a-folder': {
    message:
      '{path} is a file, not a folder. Nothing was started. Choose the folder that holds it.',
    retry: 'choose-folder',
  },
  'workspace.unreadable': {
    message: '{path} cannot be read ({cause}). Nothing was started. Check its permissions.',
    retry: 'choose-folder',
  },
  'workspace.too-wide': {
    message:
      '{path} is your whole home or the whole disk, so nothing would lie outside the project. Nothing was started. Choose the project folder itself.',
    retry: 'choose-folder',
  },
  'workspace.guarded': {
    message:
      '{path} holds the records and settings of this app. An agent must not work there. Choose another folder.',
    retry: 'choose-folder',
  },
  'workspace.undecided': {
    message:
      'The decision about {path} could not be saved ({cause}). It does not count. Free disk space, then decide again.',
    retry: 'try-again',
  },
  'workspace.changed-meanwhile': {
    message:
      'The settings in this folder changed while you were looking. Nothing was decided. Look at them again.',
    retry: 'try-again',
  },
} as const satisfies Record<string, FailureText>
