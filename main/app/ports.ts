import type { CredentialName } from '../../shared/credentials/model.ts'
import type { Secret } from '../../shared/kit/secret.ts'

/** Reads and writes secrets of this app in the system's keychain; tells its ways of failing apart. */
export interface Keychain {
  get(name: KeychainName): Promise<KeychainAnswer>
  set(name: KeychainName, value: Secret): Promise<'ok' | 'locked' | 'unavailable'>
  remove(name: KeychainName): Promise<'ok' | 'locked' | 'unavailable'>
}

/** Names under which this app keeps secrets: the person's, and its own key that seals the record's head. */
export type KeychainName = CredentialName | 'audit-head-key'

/** What the keychain says to a question for one secret. */
export type KeychainAnswer =
  | { readonly status: 'ok'; readonly value: Secret }
  | { readonly status: 'missing' | 'locked' }
  | { readonly status: 'unavailable'; readonly detail: string }

/** What a shell (desktop window or plain Node) must offer to the app. */
export interface Ports {
  readonly host: 'desktop' | 'browser'
  /** Absolute home folder of this app (`~/.mstro` or its override). */
  readonly home: string
  /** Absolute home of the person. */
  readonly userHome: string
  readonly environment: NodeJS.ProcessEnv
  readonly keychain: Keychain
  /** Opens the system's folder dialog; null where there is none or nothing was chosen. */
  pickFolder(): Promise<string | null>
}
