import type { FailureText } from '../kit/failure.ts'

/** Why the command could not be linked or its link not be removed. */
export const installErrors = {
  'install.no-executable': {
    message:
      'There is no executable of the command beside this copy of the app. Nothing was linked. Build it with `npm run build:command`, or use an installed app.',
    retry: 'none',
  },
  'install.passing': {
    message:
      'This copy of the app lies in an image that is there only while it runs, so a link would lead nowhere. Nothing was linked. Use the deb, rpm or archive of the app, or unpack the image.',
    retry: 'none',
  },
  'install.unsupported': {
    message:
      'A link needs special rights on this system. Nothing was linked. Add the folder of the executable to the search path in the settings of the system.',
    retry: 'none',
  },
  'install.taken': {
    message:
      'There is something else at {path}. It was left as it is, nothing was linked. Remove it, or choose another folder with --to.',
    retry: 'none',
  },
  'install.unwritable': {
    message:
      '{path} could not be changed ({cause}). It stands as before. Choose another folder with --to, or make this one writable.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>
