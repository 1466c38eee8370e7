import type { Messages } from './message-types.ts'

/** Texts of renderer/credentials. */
export const credentialsMessages = {
  'credentials.lead':
    'Kept in the system keychain. The window you are looking at never receives a value, only names.',
  'credentials.name': 'Name',
  'credentials.used-by': 'Used by',
  'credentials.state': 'State',
  'credentials.action': 'Action',
  'credentials.anthropic-api-key': 'Anthropic API key',
  'credentials.anthropic-api-key-what': 'for the model, in API key mode',
  'credentials.agent': 'Claude Code sessions',
  'credentials.status-stored': 'stored',
  'credentials.status-memory': 'kept until the app ends',
  'credentials.status-missing': 'missing',
  'credentials.status-locked': 'locked',
  'credentials.status-unavailable': 'unavailable',
  'credentials.store': 'Store…',
  'credentials.replace': 'Replace…',
  'credentials.remove': 'Remove',
  'credentials.keychain': 'System keychain',
  'credentials.keychain-ready': 'Open. Keys go there and nowhere else',
  'credentials.keychain-locked': 'Locked. Sessions go on and new keys wait',
  'credentials.keychain-unavailable':
    'No keychain can be used, so a key is kept until this app ends and is on no disk',
  'credentials.store-title': 'Store the Anthropic API key',
  'credentials.store-what': 'It goes to the keychain and is never shown again.',
  'credentials.store-what-memory':
    'No keychain can be used here. The key is kept until this app ends, and is on no disk.',
  'credentials.key': 'API key',
  'credentials.key-placeholder': 'sk-ant-…',
  'credentials.store-key': 'Store the key',
  'credentials.storing': 'Storing…',
  'credentials.remove-title': 'Remove the Anthropic API key?',
  'credentials.remove-what':
    'It is taken out of the keychain. Sessions that pay with it cannot go on until a key is stored again.',
  'credentials.remove-key': 'Remove the key',
  'credentials.meaning': 'What the states mean',
  'credentials.means-stored': 'Stored',
  'credentials.means-stored-what': 'The keychain has it and answered',
  'credentials.means-locked': 'Locked',
  'credentials.means-locked-what': 'The keychain is closed. Open it and waiting work goes on',
  'credentials.means-missing': 'Missing',
  'credentials.means-missing-what': 'The keychain is open, but this entry is not in it',
  'credentials.means-unavailable': 'Unavailable',
  'credentials.means-unavailable-what':
    'No keychain on this system. A key is kept until the app ends',
} as const satisfies Messages
