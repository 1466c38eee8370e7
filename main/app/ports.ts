import type { Keychain } from '../kit/keychain.ts'

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
