import type { FailureText } from '../kit/failure.ts'

/** Why a credential could not be kept or tried. */
export const credentialErrors = {
  'credentials.locked': {
    message: 'The keychain is locked. Nothing was stored. Unlock it, then store the key again.',
    retry: 'try-again',
  },
  'credentials.remove-locked': {
    message:
      'The keychain is locked, so a key may still lie in it. It is not used any more. Unlock the keychain: it is removed there as soon as that is open.',
    retry: 'try-again',
  },
  'credentials.remove-unreachable': {
    message:
      'The key lies in a keychain that cannot be reached from here. It is not used any more. It is removed there as soon as this app reaches it; you can also remove it in the keychain itself.',
    retry: 'none',
  },
  'credentials.remove-damaged': {
    message:
      'The sealed file cannot be changed, so a key may still lie in it. It is not used any more. Remove the file, or put a copy of it back.',
    retry: 'none',
  },
  'credentials.file-closed': {
    message:
      'The sealed file is closed. Nothing was changed. Open it with its passphrase, then try again.',
    retry: 'try-again',
  },
  'credentials.malformed': {
    message:
      'This does not look like an Anthropic API key (they begin with sk-ant-). Nothing was stored. Copy the whole key.',
    retry: 'none',
  },
  'credentials.refused': {
    message:
      'The service refused this key ({cause}). Nothing was changed. Copy the key again, or store it without a test.',
    retry: 'none',
  },
  'credentials.untested': {
    message:
      'The key could not be tested ({cause}). Nothing was changed. Try again with a connection, or store it without a test.',
    retry: 'try-again',
  },
  'credentials.nothing-to-test': {
    message: 'There is no key to test. Store one first.',
    retry: 'none',
  },
  'credentials.test-locked': {
    message:
      'The keychain is locked, so the key could not be read. Nothing was tested. Unlock it, then test again.',
    retry: 'try-again',
  },
  'credentials.test-closed': {
    message:
      'The key lies in the sealed file, and that is closed. Nothing was tested. Open it with its passphrase, then test again.',
    retry: 'try-again',
  },
  'credentials.test-unreachable': {
    message:
      'The key cannot be reached from here ({cause}). Nothing was tested. Start the app where it can be reached, or store the key again.',
    retry: 'try-again',
  },
  'credentials.weak-passphrase': {
    message:
      'A passphrase needs 12 characters or more, because the file can be tried without limit. Nothing was made. Use several words.',
    retry: 'none',
  },
  'credentials.wrong-passphrase': {
    message: 'The file does not open with this passphrase. Nothing was changed. Type it again.',
    retry: 'none',
  },
  'credentials.file-exists': {
    message: 'There is a sealed file already. It was kept. Open it, or remove it first.',
    retry: 'none',
  },
  'credentials.file-missing': {
    message: 'There is no sealed file. Nothing was changed. Make one first.',
    retry: 'none',
  },
  'credentials.file-damaged': {
    message:
      'The sealed file cannot be read ({cause}). It was left as it is. Put a copy of it back, or remove it and store the keys again.',
    retry: 'none',
  },
  'credentials.unwritable': {
    message:
      'The sealed file could not be written ({cause}). What was in it is kept. Free disk space or check its permissions, then try again.',
    retry: 'try-again',
  },
} as const satisfies Record<string, FailureText>
