import type { ErrorSdkPort } from '../kit/error-sdk.ts'
import type { Keychain } from '../kit/keychain.ts'
import type { PtyPort } from '../kit/pty.ts'

/** What a shell (desktop window or plain Node) must offer to the app. */
export interface Ports {
  readonly host: 'desktop' | 'browser'
  /** Absolute home folder of this app (`~/.mstro` or its override). */
  readonly home: string
  /** Absolute home of the person. */
  readonly userHome: string
  readonly environment: NodeJS.ProcessEnv
  readonly keychain: Keychain
  /** The error reporter of this host, loaded only with the person's consent; absent where there is none. */
  readonly errorSdk?: ErrorSdkPort
  /** Absolute path of the operator's file, which names who would receive telemetry; absent: nobody. */
  readonly operatorFile?: string | null
  /** Absolute paths where the executable of the command may lie, the likeliest first; absent: there is none. */
  readonly commandFiles?: readonly string[]
  /** What runs the hook of agents in a terminal; absent or null: nothing that stays in its place. */
  readonly hookProgram?: { readonly path: string; readonly args: readonly string[] } | null
  /** True for a command that starts the app for one errand and ends it. */
  readonly isErrand?: boolean
  /** Absolute folder that holds the program, to which paths in error reports are relative; absent: none can be named. */
  readonly programFolder?: string
  /** Where Claude Code sends its model calls in API-key mode, and what else its process gets; tests point it at loopback. */
  readonly claudeCode?: {
    readonly upstream?: string
    readonly extraEnv?: Readonly<Record<string, string>>
  }
  /** Where the program of the outer ring may lie; tests name their own. */
  readonly ring?: { readonly programs: readonly string[] }
  /** Opens terminals; absent where this host has none. */
  readonly pty?: PtyPort
  /** Pause between two words of the rehearsal in milliseconds; absent means a pace that a person can follow. */
  readonly rehearsalPaceMs?: number
  /** Asks the window's engine to empty its caches; absent where no engine of ours runs. */
  emptyCaches?(): Promise<void>
  /** Opens the system's folder dialog; null where there is none or nothing was chosen. */
  pickFolder(): Promise<string | null>
}
