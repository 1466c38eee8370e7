import type { FailureText } from '../kit/failure.ts'

/** Why a setting could not be kept. */
export const settingsErrors = {
  'settings.not-settings': {
    message:
      'This text holds no settings that can be read here: {cause}. Nothing was changed. Choose a file that was exported by this version or an older one.',
    retry: 'none',
  },
  'settings.newer': {
    message:
      'This file was exported by a newer version of the app ({found}; this one reads {known}). Nothing was changed. Update the app here, or export the file again with this version.',
    retry: 'none',
  },
  'settings.newer-file': {
    message:
      'The settings file {path} is of a newer version of the app. It is left alone, and this version cannot change it. Update the app, or move the file away.',
    retry: 'none',
  },
  'settings.foreign-file': {
    message:
      'The settings file {path} is not one of ours. It is left as it is, and so are the settings. Move the file away, then set it again.',
    retry: 'try-again',
  },
  'settings.list-full': {
    message:
      'There is no room for one more: {most} entries are the most here. Nothing was changed. Take one out, then add this one.',
    retry: 'none',
  },
  'settings.unwritable': {
    message:
      'The setting could not be saved ({cause}). The old one stays in force. Free disk space or make the folder writable, then set it again.',
    retry: 'try-again',
  },
} as const satisfies Record<string, FailureText>
