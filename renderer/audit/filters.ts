import type { AuditFilter } from '../../shared/audit/model.ts'
import type { Decision, Layer } from '../../shared/bouncer/model.ts'
import type { TimeRange } from './timeline-shape.ts'

/** How far back the page looks. */
export type Period = 'hour' | 'day' | 'week' | 'all'

/** Every period, the shortest first. */
export const periods = ['hour', 'day', 'week', 'all'] as const satisfies readonly Period[]

/** What can become of a call. */
export const decisions = ['allow', 'ask', 'deny'] as const satisfies readonly Decision[]

/** Who can have decided. */
export const layers = [
  'pattern',
  'ai',
  'grant',
  'person',
  'failure',
] as const satisfies readonly Layer[]

/** What the person chose; null means any. */
export interface Filters {
  readonly text: string
  readonly period: Period
  readonly decision: Decision | null
  readonly layer: Layer | null
  readonly tool: string | null
  readonly session: string | null
  readonly rule: string | null
  readonly project: string | null
  /** The stretch that was chosen in the plot, within the period. */
  readonly range: TimeRange | null
}

/** Everything. */
export const noFilters: Filters = {
  text: '',
  period: 'all',
  decision: null,
  layer: null,
  tool: null,
  session: null,
  rule: null,
  project: null,
  range: null,
}

const hourMs = 3_600_000
const periodMs = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs } as const

/** True when everything is shown. */
export function isUnfiltered(filters: Filters): boolean {
  return JSON.stringify(filters) === JSON.stringify(noFilters)
}

/** What is asked of the record; a period counts back from `nowMs`, and a chosen stretch stands in its place. */
export function queryOf(filters: Filters, nowMs: number): AuditFilter {
  const { text, decision, layer, tool, session, rule, project, range } = filters
  return {
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(range ? { fromMs: range.fromMs, toMs: range.toMs } : periodOf(filters, nowMs)),
    ...(decision === null ? {} : { decision: [decision] }),
    ...(layer === null ? {} : { layer: [layer] }),
    ...(tool === null ? {} : { tool }),
    ...(session === null ? {} : { session }),
    ...(rule === null ? {} : { rule }),
    ...(project === null ? {} : { project }),
  }
}

function periodOf({ period }: Filters, nowMs: number): AuditFilter {
  return period === 'all' ? {} : { fromMs: nowMs - periodMs[period] }
}

/** What the plot shows: everything but the stretch that is chosen in it, up to now where a period is set. */
export function plotQueryOf(filters: Filters, nowMs: number): AuditFilter {
  const { text: _text, ...query } = queryOf({ ...filters, range: null }, nowMs)
  return filters.period === 'all' ? query : { ...query, toMs: nowMs }
}
