import type { FailureText } from '../kit/failure.ts'

/** Why the record could not be read or written. */
export const auditErrors = {
  'audit.unwritable': {
    message:
      'The decision could not be written to the record ({cause}). The call was denied, nothing ran. Free disk space or make the folder writable; the next call tries again.',
    retry: 'free-disk-space',
  },
  'audit.nothing-doubted': {
    message:
      'The record says nothing that waits to be acknowledged. Nothing was written. `audit verify` says how it stands.',
    retry: 'none',
  },
  'audit.unreadable': {
    message:
      'The record could not be read ({cause}). The files were left as they are. Check the permissions of the logs folder.',
    retry: 'try-again',
  },
  'audit.left-as-evidence': {
    message: 'Nothing was removed. {why}',
    retry: 'none',
  },
  'audit.not-removed': {
    message:
      'The text could not be removed ({cause}). The record is as before. Free disk space, then remove it again.',
    retry: 'free-disk-space',
  },
  'audit.nothing-to-remove': {
    message:
      'No entry of the record holds that. Nothing was changed. Look at what is to be removed.',
    retry: 'none',
  },
  'audit.export-running': {
    message: 'An export of the record is under way. It goes on. Wait for it or stop it.',
    retry: 'none',
  },
  'audit.export-unwritable': {
    message:
      'The export could not be written ({cause}). What was written of it was removed, the record is as before. Free disk space or choose another folder, then export again.',
    retry: 'free-disk-space',
  },
  'audit.export-stopped': {
    message: 'You stopped the export. What was written of it was removed, the record is as before.',
    retry: 'none',
  },
  'audit.export-gone': {
    message: 'That export is not here any more. The record is as before. Export again.',
    retry: 'try-again',
  },
} as const satisfies Record<string, FailureText>
