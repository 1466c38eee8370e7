import type { CredentialName } from '../../shared/credentials/model.ts'
import type { Secret } from '../../shared/kit/secret.ts'

/** Names under which this app keeps secrets: the person's, its own key that seals the record's head, and a note for each home of which a head was sealed. */
export type KeychainName =
  | CredentialName
  | 'audit-head-key'
  | `audit-signed-${string}`
  | typeof readableName

/** Name of an entry without contents that earlier versions made; nothing reads it any more. */
export const readableName = 'readable'

/** What the keychain says to a question for one secret. */
export type KeychainAnswer =
  | { readonly status: 'ok'; readonly value: Secret }
  | { readonly status: 'missing' | 'locked' }
  | { readonly status: 'unavailable'; readonly detail: string }

/** How a change of the keychain ended. */
export type KeychainChange = 'ok' | 'locked' | 'unavailable'

/** Reads and writes secrets of this app in the system's keychain; tells its ways of failing apart. The person is asked to unlock it once; a refusal stands until they act again. */
export interface Keychain {
  get(name: KeychainName): Promise<KeychainAnswer>
  set(name: KeychainName, value: Secret): Promise<KeychainChange>
  remove(name: KeychainName): Promise<KeychainChange>
  /** The person has just asked for something that needs it, so they may be asked to unlock once more. */
  personActs(): void
}
