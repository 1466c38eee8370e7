import { posthog } from 'posthog-js/dist/module.slim.no-external.js'
import type { UsageEventName } from '../../shared/telemetry/usage-events.ts'
import type { Client } from '../client/index.ts'

/** Counts what only the page can know. */
export interface PageCounter {
  count(event: UsageEventName, properties: Readonly<Record<string, string>>): void
}

/** No name can lead there (RFC 2606); the real receiver is known to main alone. */
const nowhere = 'https://telemetry.invalid'

let handOver: Client | null = null
let isStarted = false

/** Starts the counting package on first use: it collects nothing by itself, keeps nothing, and hands each count to main. */
export function openCounter(client: Client): PageCounter {
  handOver = client
  if (!isStarted) start()
  return { count: (event, properties) => void posthog.capture(event, { ...properties }) }
}

/** Forgets what the package knows; after it nothing is counted. */
export function closeCounter(): void {
  handOver = null
  if (isStarted) posthog.reset(true)
  for (const storage of [window.sessionStorage, window.localStorage]) {
    for (const key of Object.keys(storage)) if (/^(?:__)?ph_/.test(key)) storage.removeItem(key)
  }
}

function start(): void {
  isStarted = true
  posthog.init('held-by-main', {
    api_host: nowhere,
    advanced_disable_flags: true,
    autocapture: false,
    capture_dead_clicks: false,
    capture_exceptions: false,
    capture_heatmaps: false,
    capture_pageleave: false,
    capture_pageview: false,
    capture_performance: false,
    disable_external_dependency_loading: true,
    disable_persistence: true,
    disable_session_recording: true,
    disable_surveys: true,
    disable_web_experiments: true,
    opt_out_useragent_filter: true,
    person_profiles: 'never',
    persistence: 'memory',
    rageclick: false,
    save_campaign_params: false,
    save_referrer: false,
    before_send: (made) => {
      if (made !== null && handOver !== null) {
        void handOver.call('telemetry.count', { event: made.event, properties: ownOf(made) })
      }
      // Nothing leaves the page this way.
      return null
    },
  })
}

/** Without what the package adds on its own account; main has the allow-list. */
function ownOf({ properties }: { readonly properties: Readonly<Record<string, unknown>> }) {
  const own = Object.entries(properties).filter(
    ([name]) => !name.startsWith('$') && name !== 'token' && name !== 'distinct_id',
  )
  return Object.fromEntries(own)
}
