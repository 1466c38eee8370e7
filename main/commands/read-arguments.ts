import type { Decision } from '../../shared/bouncer/model.ts'

const UNITS_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 }

/** Milliseconds since the epoch of `2026-11-01` (UTC), an ISO time, or `7d`, `12h` or `30m` before now; null for anything else. */
export function readMoment(text: string, now: number): number | null {
  const [, count, unit = ''] = /^(\d{1,4})([dhm])$/.exec(text) ?? []
  if (count !== undefined) return now - Number(count) * (UNITS_MS[unit] ?? 0)
  const date = /^(\d{4}-\d\d-\d\d)(?:T[\d:.]+Z?)?$/.exec(text)?.[1]
  // A day that no month has would be read as one of the next month.
  if (date === undefined || !isDay(date)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}

function isDay(date: string): boolean {
  const at = Date.parse(date)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}

/** The decisions named with commas between them, each once; null where a name is none. */
export function readDecisions(text: string): readonly Decision[] | null {
  const named = new Set(text.split(','))
  const known = (['deny', 'ask', 'allow'] as const).filter((one) => named.has(one))
  return known.length === named.size ? known : null
}
