import { stepsPerDoubling } from '../../shared/bouncer/statistics.ts'

/** The time in milliseconds below which a share (0 to 1) of the counted times lie; null when nothing was counted. */
export function withinMs(latencies: readonly number[], share: number): number | null {
  const total = latencies.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  for (const [place, count] of latencies.entries()) {
    seen += count
    if (seen >= total * share) return upperMs(place)
  }
  return upperMs(latencies.length - 1)
}

/** The upper end of a place of the histogram, in milliseconds. */
export function upperMs(place: number): number {
  return 2 ** ((place + 1) / stepsPerDoubling) / 1_000
}
