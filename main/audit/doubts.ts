import type { AuditReport } from '../../shared/audit/model.ts'
import { readChainEvents } from './chain-lines.ts'
import type { ChainEvent } from './chain-walk.ts'
import type { Segment } from './segments.ts'

/** What the record itself says against what stands before it, and nobody has acknowledged yet. */
export type Doubt = NonNullable<AuditReport['doubt']>

/**
 * The first opening of the record that found its end unconfirmed and that the person has not acknowledged behind it.
 * From there on the app signs again, so that no later check of the chain alone would tell.
 */
export function firstDoubt(events: readonly ChainEvent[]): Doubt | null {
  const acknowledged = events.reduce(
    (last, { event, n }) => (event === 'acknowledged' ? Math.max(last, n) : last),
    0,
  )
  const found = events.find(({ event, n }) => event === 'restarted' && n > acknowledged)
  return found ? { n: found.n, at: found.at, detail: found.detail } : null
}

/** Looks for a doubt without following the chain; rejects when a file cannot be read. */
export async function lookForDoubt(segments: readonly Segment[]): Promise<Doubt | null> {
  const events: ChainEvent[] = []
  for (const segment of segments) events.push(...(await readChainEvents(segment)))
  return firstDoubt(events)
}
