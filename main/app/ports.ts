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
  /** Where Claude Code sends its model calls in API-key mode, and what else its process gets; tests point it at loopback. */
  readonly claudeCode?: {
    readonly upstream?: string
    readonly extraEnv?: Readonly<Record<string, string>>
  }
  /** Pause between two words of the rehearsal in milliseconds; absent means a pace that a person can follow. */
  readonly rehearsalPaceMs?: number
  /** Opens the system's folder dialog; null where there is none or nothing was chosen. */
  pickFolder(): Promise<string | null>
}
