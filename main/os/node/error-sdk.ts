import { type ErrorSdkPort, quietOptions, withProcessListeners } from '../../kit/error-sdk.ts'

/**
 * The error reporter in plain Node. Unhandled rejections need no integration here: Node raises them
 * as uncaught exceptions, and a listener of their own would keep the app from ending in order.
 */
export const nodeErrorSdk: ErrorSdkPort = {
  folders: [],
  async load() {
    const sentry = await import('@sentry/node')
    let stopListening: () => void = () => undefined
    return {
      start(options) {
        stopListening = withProcessListeners(() => {
          sentry.init({
            ...quietOptions(options),
            integrations: [
              sentry.eventFiltersIntegration(),
              sentry.functionToStringIntegration(),
              sentry.linkedErrorsIntegration(),
              sentry.onUncaughtExceptionIntegration(),
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
