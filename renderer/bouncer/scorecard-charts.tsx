import type { ReactElement } from 'react'
import { scorecard } from '../../shared/bouncer/scorecard.ts'
import type { GuardStatistics } from '../../shared/bouncer/statistics.ts'
import { formatNumber, t } from '../messages/index.ts'

/** Percent at which the axis of the shares begins: all that matters happens near their targets. */
const from = 60

const placeOf = (percent: number) => Math.max(0, ((percent - from) / (100 - from)) * 100)

/** Shares of the labelled calls with their intervals and targets. */
export function CorpusChart(): ReactElement {
  return (
    <ul className="scorecard-lines">
      {scorecard.lines.map(({ id, percent, low, high, rows, bar, met }) => {
        const name = t(`scorecard.${id}`)
        // What ordinary work costs lies near nothing, so it has an axis of its own.
        const isCost = bar < 10
        const at = (value: number) => (isCost ? Math.min(100, value * 10) : placeOf(value))
        const words = t('scorecard.line', {
          ...{ name, percent, rows, bar },
          met: t(met ? 'scorecard.met' : 'scorecard.missed'),
        })
        return (
          <li key={id} className={met ? 'scorecard-line' : 'scorecard-line scorecard-missed'}>
            <span className="scorecard-name">{name}</span>
            <svg className="scorecard-range" role="img" aria-label={words}>
              <line
                x1={`${at(low)}%`}
                x2={`${at(high)}%`}
                y1="9"
                y2="9"
                className="scorecard-interval"
              />
              <line
                x1={`${at(bar)}%`}
                x2={`${at(bar)}%`}
                y1="2"
                y2="16"
                className="scorecard-bar"
              />
              <circle cx={`${at(percent)}%`} cy="9" r="4.5" className="scorecard-dot" />
            </svg>
            <span className="scorecard-figure">{t('scorecard.figure', { percent })}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** How often the person was asked, day by day. */
export function QuestionsChart({ days }: Pick<GuardStatistics, 'days'>): ReactElement | null {
  const rates = days.slice(-30).map(({ calls, asked }) => (asked / Math.max(1, calls)) * 100)
  const last = rates.at(-1)
  if (rates.length < 2 || last === undefined) return null
  const most = Math.max(...rates, 1)
  const points = rates
    .map((rate, at) => `${(at / (rates.length - 1)) * 100},${44 - (rate / most) * 40}`)
    .join(' ')
  const label = t('scorecard.questions-chart', {
    days: formatNumber(rates.length),
    last: rateText(last),
    most: rateText(most),
  })
  return (
    <svg
      className="scorecard-curve"
      viewBox="0 0 100 48"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <polyline points={points} className="scorecard-stroke" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

/** A rate with one decimal. */
export function rateText(rate: number): string {
  return rate.toFixed(1)
}

/** How long verdicts took, on a logarithmic axis from the quickest to the slowest. */
export function LatencyChart({
  latencies,
  label,
}: Pick<GuardStatistics, 'latencies'> & { readonly label: string }): ReactElement | null {
  const first = latencies.findIndex((count) => count > 0)
  if (first < 0) return null
  const last = latencies.findLastIndex((count) => count > 0)
  const shown = latencies.slice(first, last + 1)
  const most = Math.max(...shown)
  const width = 100 / shown.length
  return (
    <svg
      className="scorecard-curve"
      viewBox="0 0 100 48"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {shown.map((count, at) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a place of the histogram is its index
          key={at}
          x={at * width}
          width={width * 0.84}
          y={48 - (count / most) * 46}
          height={(count / most) * 46}
          className="scorecard-column"
        />
      ))}
    </svg>
  )
}
