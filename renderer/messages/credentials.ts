import type { Messages } from './message-types.ts'

/** Texts of renderer/credentials. */
export const credentialsMessages = {
  'credentials.lead':
    'The window you are looking at never receives a value, only names and where they lie.',
  'credentials.name': 'Name',
  'credentials.used-by': 'Used by',
  'credentials.state': 'State',
  'credentials.action': 'Action',
  'credentials.anthropic-api-key': 'Anthropic API key',
  'credentials.anthropic-api-key-what': 'for the model, in API key mode',
  'credentials.agent': 'Claude Code sessions',
  'credentials.status-stored': 'stored',
  'credentials.status-file': 'stored in the file',
  'credentials.status-memory': 'kept until the app ends',
  'credentials.status-missing': 'missing',
  'credentials.status-locked': 'locked',
  'credentials.status-unavailable': 'unavailable',
  'credentials.store': 'Store…',
  'credentials.replace': 'Replace…',
  'credentials.remove': 'Remove',
  'credentials.keychain': 'System keychain',
  'credentials.keychain-ready': 'Open. Keys go there and nowhere else',
  'credentials.keychain-locked':
    'Locked. Sessions that run go on; a key can be stored or read when it is open',
  'credentials.stored-at': 'stored {when}',
  'credentials.used-at': 'used {when}',
  'credentials.instead-file':
    'No keychain answers, as is usual without a desktop session, so keys go to the file below',
  'credentials.instead-closed-file':
    'No keychain answers, as is usual without a desktop session. Open the file below to store a key or to use one',
  'credentials.instead-memory':
    'No keychain answers, as is usual without a desktop session, so a key is kept in memory until this app ends',
  'credentials.keychain-silent': 'the keychain does not answer',
  'credentials.details': 'Details',
  'credentials.store-title': 'Store the Anthropic API key',
  'credentials.store-what-keychain': 'It goes to the keychain and is never shown again.',
  'credentials.store-what-locked-keychain':
    'The keychain is locked, so the key cannot be kept now. Unlock it first.',
  'credentials.store-what-file':
    'No keychain can be used here. The key is written encrypted to the file under your passphrase, and is never shown again.',
  'credentials.store-what-closed-file':
    'The file under your passphrase is closed, so the key cannot be kept now. Open it first.',
  'credentials.store-what-memory':
    'No keychain can be used here. The key is kept in memory until this app ends.',
  'credentials.file': 'File under a passphrase',
  'credentials.file-absent':
    'Less safe than a keychain: whoever has the file can try passphrases. Made only if you choose it',
  'credentials.file-closed': 'Closed. Its keys can be used after you have given the passphrase',
  'credentials.file-open':
    'Open until the app ends or you close it. Keys go there while no keychain can be used',
  'credentials.file-damaged': 'Cannot be read. It was left as it is',
  'credentials.file-make': 'Make one…',
  'credentials.file-make-title': 'Make a file under a passphrase?',
  'credentials.file-make-what':
    'Keys lie in it encrypted. The passphrase is kept nowhere: without it they are lost, and with a copy of the file anybody can try short ones. Use several words.',
  'credentials.file-make-do': 'Make the file',
  'credentials.file-unseal': 'Open…',
  'credentials.file-open-title': 'Open the file',
  'credentials.file-open-what': 'The passphrase is used once and not kept.',
  'credentials.file-open-do': 'Open the file',
  'credentials.file-close': 'Close',
  'credentials.file-remove-title': 'Remove the file and its keys?',
  'credentials.file-remove-what': 'The keys in it cannot be brought back.',
  'credentials.file-remove-do': 'Remove the file',
  'credentials.passphrase': 'Passphrase',
  'credentials.passphrase-again': 'Once more',
  'credentials.passphrase-differs': 'The two are not the same.',
  'credentials.test': 'Test',
  'credentials.test-first': 'Ask the service first whether it takes the key',
  'credentials.testing': 'Asking…',
  'credentials.test-works': 'The service takes it',
  'credentials.test-refused': 'The service refuses it ({detail})',
  'credentials.test-unreachable': 'Not reached ({detail})',
  'credentials.key': 'API key',
  'credentials.key-placeholder': 'sk-ant-…',
  'credentials.store-key': 'Store the key',
  'credentials.storing': 'Storing…',
  'credentials.remove-title': 'Remove the Anthropic API key?',
  'credentials.remove-what-keychain': 'It is taken out of the keychain.',
  'credentials.remove-what-file': 'It is taken out of the file under your passphrase.',
  'credentials.remove-what-memory': 'It is in memory only, and is dropped there.',
  'credentials.remove-what-then':
    'Sessions that pay with it cannot go on until a key is stored again.',
  'credentials.remove-key': 'Remove the key',
  'credentials.meaning': 'What the states mean',
  'credentials.means-stored': 'Stored',
  'credentials.means-stored-what': 'It can be used; the row says where it lies',
  'credentials.means-locked': 'Locked',
  'credentials.means-locked-what':
    'The keychain or the file is closed. Nothing waits for it: open it, then send again',
  'credentials.means-missing': 'Missing',
  'credentials.means-missing-what': 'The keychain is open, but this entry is not in it',
  'credentials.means-unavailable': 'Unavailable',
  'credentials.means-unavailable-what':
    'No keychain can be used from here, or the file cannot be read',
} as const satisfies Messages
