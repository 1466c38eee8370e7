/** What an error reporter is started with. */
export interface ErrorSdkOptions {
  /** Address of the receiver; the reporter itself never talks to it. */
  readonly dsn: string
  /** Takes what the reporter would send, as it made it; the only way out of it. */
  take(made: unknown): void
}

/** An error reporter that is loaded: it catches and takes apart, and sends nothing itself. */
export interface ErrorSdk {
  /** Catches what nobody catches, until stopped. */
  start(options: ErrorSdkOptions): void
  /** Takes an error that was caught elsewhere. */
  capture(error: unknown): void
  stop(): Promise<void>
}

/** How a host loads its error reporter; not a line of it is loaded before. */
export interface ErrorSdkPort {
  /** Rejects where the packages are not there. */
  load(): Promise<ErrorSdk>
  /** Absolute folders that it may leave behind on disk; removed with the consent. */
  readonly folders: readonly string[]
}

type Envelope = readonly [unknown, readonly (readonly [{ readonly type?: unknown }, unknown])[]]

/** Options of a reporter that collects nothing by itself and hands its events to `take` instead of the network. */
export function quietOptions({ dsn, take }: ErrorSdkOptions) {
  return {
    dsn,
    defaultIntegrations: false,
    skipOpenTelemetrySetup: true,
    registerEsmLoaderHooks: false,
    sendDefaultPii: false,
    sendClientReports: false,
    includeServerName: false,
    maxBreadcrumbs: 0,
    transport: () => ({
      send: async ([, items]: Envelope) => {
        for (const [{ type }, payload] of items) if (type === 'event') take(payload)
        return {}
      },
      flush: async () => true,
    }),
  } as const
}

const processEvents = ['uncaughtException', 'unhandledRejection'] as const

/** Starts something that listens to the process and never stops by itself; returns what stops it. */
export function withProcessListeners(start: () => void): () => void {
  const before = processEvents.map((event) => process.rawListeners(event))
  start()
  const added = processEvents.map((event, at) =>
    process.rawListeners(event).filter((listener) => !before[at]?.includes(listener)),
  )
  return () => {
    for (const [at, event] of processEvents.entries()) {
      for (const listener of added[at] ?? []) {
        process.removeListener(event, listener as (...args: unknown[]) => void)
      }
    }
  }
}
