import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

/** Writes the address of every module of a telemetry package that is loaded, whoever loads it. */
const path = process.env.MODULES_FILE ?? ''
registerHooks({
  load(url, context, nextLoad) {
    if (/node_modules\/(?:@sentry|@opentelemetry|@posthog|posthog-js)\//.test(url)) {
      appendFileSync(path, `${url}\n`)
    }
    return nextLoad(url, context)
  },
})
