import type { FailureText } from '../kit/failure.ts'

/** Why data could not be erased, exported or acknowledged. */
export const privacyErrors = {
  'privacy.unknown-owner': {
    message: 'Nothing of that name is kept here. Nothing was erased.',
    retry: 'none',
  },
  'privacy.in-use': {
    message: 'Sessions are running, so their data was not erased. Stop them, then erase again.',
    retry: 'try-again',
  },
  'privacy.export-exists': {
    message: 'There is a file at {path} already. It was left as it is. Choose another name.',
    retry: 'none',
  },
  'privacy.export-running': {
    message: 'An export is under way. It goes on. Wait for it or stop it.',
    retry: 'none',
  },
  'privacy.export-unwritable': {
    message:
      'The export could not be written ({cause}). What was written of it was removed, your data is as before. Free disk space or choose another folder, then export again.',
    retry: 'free-disk-space',
  },
  'privacy.export-stopped': {
    message: 'You stopped the export. What was written of it was removed, your data is as before.',
    retry: 'none',
  },
  'privacy.export-gone': {
    message: 'That export is not here any more. Your data is as before. Export again.',
    retry: 'try-again',
  },
  'privacy.policy-other': {
    message:
      'The policy has changed since it was shown. Nothing was noted. Read what is new, then acknowledge it.',
    retry: 'none',
  },
  'privacy.unwritable': {
    message:
      'This could not be noted ({cause}). Nothing else was changed. Free disk space or make the folder writable, then do it again.',
    retry: 'free-disk-space',
  },
} as const satisfies Record<string, FailureText>
