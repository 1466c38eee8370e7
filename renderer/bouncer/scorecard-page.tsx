import type { ReactElement } from 'react'
import { scorecard } from '../../shared/bouncer/scorecard.ts'
import type { GuardStatistics } from '../../shared/bouncer/statistics.ts'
import { useQuery } from '../client/index.ts'
import { formatLatency, formatNumber, t } from '../messages/index.ts'
import { Heading } from '../ui/heading.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { BouncerFrame } from './bouncer-frame.tsx'
import { ExposureTable } from './exposure-table.tsx'
import { withinMs } from './latency.ts'
import { OwnFigures } from './own-figures.tsx'
import { CorpusChart, LatencyChart, QuestionsChart, rateText } from './scorecard-charts.tsx'
import './scorecard-page.css'

/** How good the guard is on labelled calls, and what the record says of it here. */
export function ScorecardPage(): ReactElement {
  const { value, failure } = useQuery('bouncer.statistics', {})
  return (
    <BouncerFrame
      part="scorecard"
      lead={t('scorecard.lead')}
      label={t('bouncer.part-scorecard')}
      failure={failure}
      className="scorecard-page"
    >
      <div className="scorecard-panel">
        <Heading level={2} className="scorecard-title">
          {t('scorecard.corpus')}
        </Heading>
        <p className="scorecard-quiet">
          {t('scorecard.corpus-of', { version: scorecard.engineVersion })}
        </p>
        <CorpusChart />
      </div>
      {!value && !failure && <Skeleton label={t('scorecard.reading')} shape="text" lines={6} />}
      {value && <OwnRecord found={value} />}
    </BouncerFrame>
  )
}

function OwnRecord({ found }: { readonly found: GuardStatistics }): ReactElement {
  const { calls, asked, days, latencies, rules, exposure, moreSessions } = found
  const half = withinMs(latencies, 0.5)
  const most = withinMs(latencies, 0.99)
  const latencyWords =
    half === null || most === null
      ? t('scorecard.no-calls')
      : t('scorecard.latency-of', {
          half: formatLatency(half * 1_000),
          most: formatLatency(most * 1_000),
        })
  return (
    <>
      <div className="scorecard-panel">
        <Heading level={2} className="scorecard-title">
          {t('scorecard.questions')}
        </Heading>
        <p className="scorecard-quiet">
          {calls === 0
            ? t('scorecard.no-calls')
            : t('scorecard.questions-now', {
                rate: rateText((asked / calls) * 100),
                asked: formatNumber(asked),
                calls: formatNumber(calls),
              })}
        </p>
        <QuestionsChart days={days} />
        <Heading level={2} className="scorecard-title">
          {t('scorecard.latency')}
        </Heading>
        <p className="scorecard-quiet">{latencyWords}</p>
        <LatencyChart latencies={latencies} label={latencyWords} />
      </div>
      <div className="scorecard-panel">
        <Heading level={2} className="scorecard-title">
          {t('scorecard.rules')}
        </Heading>
        {rules.length === 0 && <p className="scorecard-quiet">{t('scorecard.rules-none')}</p>}
        <ul className="scorecard-lines">
          {rules.map(({ rule, ...counts }) => (
            <li key={rule} className="scorecard-rule">
              <code className="scorecard-name">{rule}</code>
              <meter
                className="scorecard-meter"
                min={0}
                max={Math.max(1, counts.asked)}
                value={counts.allowed}
                aria-label={t('scorecard.rule-said', { rule, ...counts })}
              />
              <span className="scorecard-figure">{t('scorecard.rule-of', counts)}</span>
            </li>
          ))}
        </ul>
      </div>
      <OwnFigures {...found} />
      <ExposureTable exposure={exposure} moreSessions={moreSessions} />
    </>
  )
}
