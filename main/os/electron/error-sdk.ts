import { join } from 'node:path'
import type { ElectronMainOptions } from '@sentry/electron/main'
import { app } from 'electron'
import { type ErrorSdkPort, quietOptions, withProcessListeners } from '../../kit/error-sdk.ts'

/** No channel between the reporter and pages, and so no door beside ours: errors of pages come through the contract. */
const noChannel = Number() as NonNullable<ElectronMainOptions['ipcMode']>

/** The error reporter in Electron's main process, with the few integrations that carry no content. */
export function createElectronErrorSdk(): ErrorSdkPort {
  return {
    // It keeps a queue and its state there by default; with our own way out it should stay away.
    folders: [join(app.getPath('userData'), 'sentry')],
    async load() {
      const sentry = await import('@sentry/electron/main')
      let stopListening: () => void = () => undefined
      return {
        start(options) {
          stopListening = withProcessListeners(() => {
            sentry.init({
              ...quietOptions(options),
              ipcMode: noChannel,
              getSessions: () => [],
              integrations: [
                sentry.eventFiltersIntegration(),
                sentry.functionToStringIntegration(),
                sentry.linkedErrorsIntegration(),
                sentry.onUncaughtExceptionIntegration(),
                sentry.onUnhandledRejectionIntegration({ mode: 'warn' }),
                sentry.normalizePathsIntegration(),
              ],
            })
          })
        },
        capture(error) {
          sentry.captureException(error)
        },
        async stop() {
          stopListening()
          await sentry.close()
          sentry.getCurrentScope().setClient(undefined)
        },
      }
    },
  }
}
