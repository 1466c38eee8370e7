// Owns the secrets a person gives to this app.
// State: the system's keychain; a file under a passphrase where the person chose that; else this process alone.
//   desktop/credentials.json lists names, places and times; desktop/credentials.sealed.json is that file.
// Must never hand a secret to a client, a log, an open file or an event.
export { type Credentials, createCredentials } from './create-credentials.ts'
export type { CredentialRead } from './find-credential.ts'
export { openNameIndex } from './name-index.ts'
export { createSealedFile } from './sealed-file.ts'
export { testAnthropicKey } from './test-key.ts'
