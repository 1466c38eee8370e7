import type { Messages } from './message-types.ts'

/** Texts of the rule sets that come with the app. */
export const packMessages = {
  'packs.title': 'Packs',
  'packs.what':
    'Rules that come with the app and are switched on as a whole. They only ask or deny more; what each says stands under Rules.',
  'packs.none': 'none',
  'packs.try': 'On the calls on record, {pack}:',
  'packs.switch-on': 'Switch on',
  'packs.leave-off': 'Leave off',
  'packs.sealed-secrets': 'Sealed secrets',
  'packs.sealed-secrets-what': 'Files that hold secrets are not read, also in the project',
  'packs.careful-git': 'Careful git',
  'packs.careful-git-what':
    'Asks before a server is changed, denies deleting branches and rewriting commits',
  'packs.no-network': 'No network',
  'packs.no-network-what': 'Asks before a call talks to another machine',
  'packs.containers': 'Containers',
  'packs.containers-what': 'Asks before containers or clusters are used',
  'packs.production': 'Production',
  'packs.production-what':
    'Denies changes of what is called production, asks before a push to a branch that is released from',
} as const satisfies Messages
