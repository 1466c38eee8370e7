import type { FailureText } from '../kit/failure.ts'

/** Why the app did not start; each sentence says what happened, what was kept, what to do. */
export const startErrors = {
  'start.port-in-use': {
    message:
      'Port {port} is used by another program. Nothing was started. Choose another with --port, or leave --port out for any free one.',
    retry: 'none',
  },
  'start.port-forbidden': {
    message:
      'The system does not let this account listen on port {port}. Nothing was started. Choose one from 1024 up, or leave --port out for any free one.',
    retry: 'none',
  },
  'start.cannot-listen': {
    message:
      'No local connection could be opened on 127.0.0.1 ({cause}). Nothing was started. Check the loopback network, then start again.',
    retry: 'none',
  },
  'start.home-in-use': {
    message:
      'The folder {home} is in use by another {app} ({host}, process {pid}). Nothing was started here. Use that one, close it first, or choose another folder with --home.',
    retry: 'none',
  },
  'start.home-unwritable': {
    message:
      'The folder {home} cannot be written ({cause}). Nothing was {done}. Check its permissions and the free disk space, or choose another folder with --home.',
    retry: 'none',
  },
  'start.home-odd': {
    message:
      '{path} is not as this app left it and cannot be used ({cause}). Nothing was {done}, and nothing of it was changed. Move it out of the folder, then start again.',
    retry: 'none',
  },
  'start.page-missing': {
    message:
      'The page is not built ({path} is missing), so the browser shows nothing yet. The server runs. Run “npm run build”, then reload.',
    retry: 'none',
  },
  'start.keychain-missing-installed': {
    message:
      'The module for the keychain is not beside the program ({path} is missing), so no stored key can be reached. The app runs without it. Install the program again with everything that lies beside it.',
    retry: 'none',
  },
  'start.page-missing-installed': {
    message:
      'The page is not beside the program ({path} is missing), so the browser shows nothing. The server runs. Install the program again with its folder “page”, then reload.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>
