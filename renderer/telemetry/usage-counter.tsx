import { useEffect } from 'react'
import type { UsageArea } from '../../shared/telemetry/usage-events.ts'
import { useApp, useClient } from '../client/index.ts'
import { asksNotToTrack } from './page-signal.ts'

/** Counts which areas of the page are opened, while the person has said yes; draws nothing. */
export function UsageCounter({ area }: { readonly area: UsageArea }): null {
  const client = useClient()
  const isOn = useApp(({ telemetry }) => telemetry.usage) && !asksNotToTrack(navigator)
  useEffect(() => {
    if (!isOn) return
    let isCurrent = true
    const count = async () => {
      const { openCounter } = await import('./page-counter.ts')
      if (isCurrent) openCounter(client).count('area opened', { area })
    }
    // A page that cannot load the counter counts nothing; nobody misses it.
    count().catch(() => undefined)
    return () => {
      isCurrent = false
    }
  }, [client, isOn, area])
  useEffect(() => {
    if (!isOn) return
    return () => {
      const close = async () => (await import('./page-counter.ts')).closeCounter()
      close().catch(() => undefined)
    }
  }, [isOn])
  return null
}
