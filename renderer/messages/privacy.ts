import type { Messages } from './message-types.ts'

/** Texts of renderer/privacy. */
export const privacyMessages = {
  'privacy.lead':
    'All of it lies in one folder on this machine. There is no account, nothing is reported anywhere.',
  'privacy.home': 'Folder',
  'privacy.opening': 'Counting what is kept',
  'privacy.kept': 'What is kept',
  'privacy.owner': 'Part',
  'privacy.items': 'Items',
  'privacy.size': 'Size',
  'privacy.examples': 'For example',
  'privacy.action': 'Action',
  'privacy.erase': 'Erase…',
  'privacy.nothing': 'nothing',
  'privacy.owner-sessions': 'Sessions',
  'privacy.owner-sessions-what': 'transcripts and their journals',
  'privacy.owner-audit': 'Record',
  'privacy.owner-audit-what': 'decisions of the Bouncer and your answers',
  'privacy.owner-inbox': 'Questions',
  'privacy.owner-inbox-what': 'what was asked and answered',
  'privacy.owner-egress': 'Ledger',
  'privacy.owner-egress-what': 'what this app sent, without content',
  'privacy.owner-settings': 'Settings',
  'privacy.owner-settings-what': 'what you set, back to the defaults',
  'privacy.owner-credentials': 'Credentials',
  'privacy.owner-credentials-what': 'keys in the keychain',
  'privacy.owner-workspace': 'Folders',
  'privacy.owner-workspace-what': 'folders opened before and what you decided about them',
  'privacy.owner-bouncer': 'Bouncer',
  'privacy.owner-bouncer-what': 'grants and policies',
  'privacy.erase-title': 'Erase “{name}”?',
  'privacy.erase-what': {
    one: '{count} item, {size}. It cannot be brought back.',
    other: '{count} items, {size}. They cannot be brought back.',
  },
  'privacy.erase-audit':
    'A new chain begins, and its first entry says that the one before was erased.',
  'privacy.erase-goes': 'What goes',
  'privacy.and-more': 'and {count} more',
  'privacy.erase-now': 'Erase {size}',
  'privacy.erasing': 'Erasing…',
  'privacy.erased': {
    one: '{count} file of {name} erased, {size}',
    other: '{count} files of {name} erased, {size}',
  },
} as const satisfies Messages
