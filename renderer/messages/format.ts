/** The language of the catalogue, so that numbers and dates match its words. */
export const locale = 'en-GB'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
const twoDigits = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
const clockSeconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' })
const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const fullDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })

/** A number with its thousands apart: `18,204`, at most two digits behind the point. */
export function formatNumber(value: number): string {
  return twoDigits.format(value)
}

/** How long ago, as rows say it: `now`, `2 min`, `1 h`, then the weekday, then the day. */
export function formatAge(atMs: number, nowMs: number): string {
  const ageMs = Math.max(0, nowMs - atMs)
  if (ageMs < minute) return 'now'
  if (ageMs < hour) return `${Math.floor(ageMs / minute)} min`
  if (ageMs < day) return `${Math.floor(ageMs / hour)} h`
  if (ageMs < 6 * day) return weekday.format(atMs)
  if (ageMs < 300 * day) return dayMonth.format(atMs)
  return fullDay.format(atMs)
}

/** How long something took or waits: `0.1 s`, `14 s`, `2 min 4 s`, `3 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < second && ms > 0 && ms < 50) return `${whole.format(Math.max(1, ms))} ms`
  if (ms < 10 * second) return `${oneDigit.format(ms / second)} s`
  if (ms < minute) return `${whole.format(Math.floor(ms / second))} s`
  if (ms < hour) return pair([ms, minute, 'min'], [second, 's'])
  return pair([ms, hour, 'h'], [minute, 'min'])
}

function pair(
  [ms, unitMs, unit]: [number, number, string],
  [restMs, restUnit]: [number, string],
): string {
  const many = Math.floor(ms / unitMs)
  const rest = Math.floor((ms % unitMs) / restMs)
  const first = `${whole.format(many)} ${unit}`
  return rest === 0 ? first : `${first} ${rest} ${restUnit}`
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A size in decimal units: `0 B`, `214 kB`, `1.5 MB`. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1_000 ** step
  return `${(value < 10 && step > 0 ? oneDigit : whole).format(value)} ${byteUnits[step]}`
}

/** Clock time of the day, `10:44`. */
export function formatClock(atMs: number): string {
  return clock.format(atMs)
}

/** A moment as tables show it: the clock today, with the day before it otherwise. */
export function formatMoment(atMs: number, nowMs: number): string {
  const sameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString()
  if (sameDay) return clockSeconds.format(atMs)
  const date = nowMs - atMs < 6 * day ? weekday.format(atMs) : dayMonth.format(atMs)
  return `${date} ${clock.format(atMs)}`
}

/** A moment to come: the clock today, with the day before it otherwise. */
export function formatDue(atMs: number, nowMs: number): string {
  const sameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString()
  return sameDay ? clock.format(atMs) : `${weekday.format(atMs)} ${clock.format(atMs)}`
}

/** A day, `12 Nov 2026`. */
export function formatDay(atMs: number): string {
  return fullDay.format(atMs)
}

/** An amount in US dollars, `$1.84`. */
export function formatDollars(dollars: number): string {
  return money.format(dollars)
}

const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })

/** A number where there is little room: `212`, `1.2K`. */
export function formatCompact(value: number): string {
  return compact.format(value)
}

/** Two moments of one stretch: `10:03 to 10:44`, with their days where these differ or lie back. */
export function formatRange(fromMs: number, toMs: number): string {
  const [from, to] = [new Date(fromMs), new Date(toMs)]
  const isOneDay = from.toDateString() === to.toDateString()
  const isToday = to.toDateString() === new Date().toDateString()
  if (isOneDay && isToday) return `${clock.format(from)} to ${clock.format(to)}`
  const start = `${dayMonth.format(from)} ${clock.format(from)}`
  return isOneDay
    ? `${start} to ${clock.format(to)}`
    : `${start} to ${dayMonth.format(to)} ${clock.format(to)}`
}
