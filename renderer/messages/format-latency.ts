import { formatDuration, formatNumber } from './format.ts'

/** How long a verdict took, from microseconds: `0.02 ms`, `41 ms`, then as any duration. */
export function formatLatency(us: number): string {
  const ms = us / 1_000
  if (ms < 1) return `${formatNumber(Math.max(0.01, ms))} ms`
  return ms < 50 ? `${Math.round(ms)} ms` : formatDuration(ms)
}
