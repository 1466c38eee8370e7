import { useEffect, useState } from 'react'
import type { Timeline } from '../../shared/audit/explorer.ts'
import type { AuditFilter } from '../../shared/audit/model.ts'
import { type Query, useClient, useQuery } from '../client/index.ts'
import { timelineSteps } from './timeline-plot.tsx'
import { useGathered } from './use-gathered.ts'

/** New entries are drawn together, this long after the first one was announced. */
const gatherMs = 5_000
/** How often a long reading says how far it is. */
const askEveryMs = 300

/** The plot of a filter, kept current. */
export function useTimeline(filter: AuditFilter): Query<Timeline> {
  const query = useQuery('audit.timeline', { filter, steps: timelineSteps })
  useGathered(gatherMs, query.reload)
  return query
}

/** How far a reading is while `isWaiting`, from 0 to 1; null before it took long enough to say. */
export function useReading(isWaiting: boolean): number | null {
  const client = useClient()
  const [share, setShare] = useState<number | null>(null)
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(async () => {
      const told = await client.call('audit.progress', {})
      if (told.ok && told.value.totalBytes > 0) {
        setShare(Math.min(1, told.value.bytes / told.value.totalBytes))
      }
    }, askEveryMs)
    return () => {
      clearInterval(timer)
      setShare(null)
    }
  }, [client, isWaiting])
  return share
}
