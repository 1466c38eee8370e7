import type { FailureText } from '../kit/failure.ts'

/** Why the terminal guard could not be put into an agent's settings or taken out; each sentence says what happened, what was kept, what to do. */
export const guardErrors = {
  'guard.broken': {
    message:
      'The settings in {path} are no JSON ({cause}). They were left as they are, nothing was installed or removed. Correct the file.',
    retry: 'none',
  },
  'guard.foreign': {
    message:
      'The settings in {path} are not laid out as Claude Code lays them out: {cause}. They were left as they are. Correct the file.',
    retry: 'none',
  },
  'guard.all-hooks-off': {
    message:
      'The settings in {path} switch all hooks off (“disableAllHooks”), so nothing could guard. They were left as they are. Take that line out first.',
    retry: 'none',
  },
  'guard.link-nowhere': {
    message:
      '{path} is a link that leads nowhere. It was left as it is. Make the file that it names, or remove the link.',
    retry: 'none',
  },
  'guard.no-file': {
    message:
      '{path} is no file. It was left as it is. Move it out of the way; settings can then be made there.',
    retry: 'none',
  },
  'guard.not-own': {
    message:
      '{path} belongs to another account, or others can write it, so whoever does could switch the guard off. It was left as it is. Make it a file that only you write.',
    retry: 'none',
  },
  'guard.too-large': {
    message:
      '{path} is larger than 4 MB, which no settings are. It was left as it is. Look what it is.',
    retry: 'none',
  },
  'guard.unreadable': {
    message:
      '{path} could not be read ({cause}). It was left as it is. Check its permissions and those of its folder.',
    retry: 'none',
  },
  'guard.read-only': {
    message:
      '{path} is read-only. It was left as it is. Make it writable, or change it where it is made from.',
    retry: 'none',
  },
  'guard.unwritable': {
    message:
      '{path} could not be changed ({cause}). It stands as before. Make the file and its folder writable for you.',
    retry: 'none',
  },
  'guard.changed-meanwhile': {
    message:
      '{path} was changed by something else at the same moment. It was left as that left it. Do it again.',
    retry: 'try-again',
  },
  'guard.home-unwritable': {
    message:
      'The folder {path} could not be written ({cause}). The settings of the agent were not touched. Check that folder.',
    retry: 'free-disk-space',
  },
  'guard.no-program': {
    message:
      'This copy of the app has no program that stays in its place and could run the hook. Nothing was installed. Use the deb, rpm or archive of the app, or `{command}` from a checkout.',
    retry: 'none',
  },
  'guard.not-listening': {
    message:
      'Calls of an agent in a terminal cannot reach this app ({path} is not open), so they could not be judged. The agent was not started. Start the app again.',
    retry: 'try-again',
  },
  'guard.managed': {
    message:
      'The organisation’s settings in {path} allow none of your hooks, so calls could not be judged. The agent was not started. Ask whoever manages this machine, or start a session in the app.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>
