import type { Announce, Notify } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'
import type { Egress } from '../kit/egress/index.ts'
import type { ErrorSdkPort } from '../kit/error-sdk.ts'
import type { Logger } from '../kit/logger.ts'
import type { SettingsStore } from '../settings/index.ts'

/** What telemetry needs from the house. */
export interface TelemetryDeps {
  readonly home: string
  readonly place: {
    /** Absolute path of the file of answers. */
    readonly consent: string
    /** Absolute folder for what waits to be sent. */
    readonly telemetry: string
    /** Absolute path of the file that tells `telemetry status` whom this app would send to. */
    readonly operatorSeen: string
  }
  /** True for a command that starts the app for one errand: what it would send to is not recorded. */
  readonly isErrand: boolean
  /** Absolute path of the operator's file; null where none is named. */
  readonly operatorFile: string | null
  readonly environment: NodeJS.ProcessEnv
  readonly host: 'desktop' | 'browser'
  readonly platform: string
  /** Absolute folder that holds the program, to which paths in reports are relative. */
  readonly root: string
  readonly errorSdk: ErrorSdkPort
  readonly egress: Pick<Egress, 'request'>
  readonly settings: Pick<SettingsStore, 'get'>
  readonly clock: Clock
  readonly logger: Logger
  readonly announce: Announce
  readonly notify: Notify
  readonly newId: () => string
}
