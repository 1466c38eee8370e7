import type { ReactElement } from 'react'
import { scorecard } from '../../shared/bouncer/scorecard.ts'
import type { GuardStatistics } from '../../shared/bouncer/statistics.ts'
import { useQuery } from '../client/index.ts'
import { formatLatency, formatNumber, t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Heading } from '../ui/heading.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { BouncerParts } from './bouncer-parts.tsx'
import { ExposureTable } from './exposure-table.tsx'
import { withinMs } from './latency.ts'
import { CorpusChart, LatencyChart, QuestionsChart, rateText } from './scorecard-charts.tsx'
import './bouncer-page.css'
import './scorecard-page.css'

/** How good the guard is on labelled calls, and what the record says of it here. */
export function ScorecardPage(): ReactElement {
  const { value, failure } = useQuery('bouncer.statistics', {})
  return (
    <main className="bouncer-page" data-region="page">
      <PageHead title={t('bouncer.title')} beside={<BouncerParts part="scorecard" />} />
      <p className="bouncer-page-lead">{t('scorecard.lead')}</p>
      <section
        className="bouncer-page-scroll scorecard-page"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        aria-label={t('bouncer.part-scorecard')}
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
        {failure && (
          <Banner
            tone="stop"
            mark={{ kind: 'broke', label: t('app.mark-broke') }}
            title={failure.message}
            announce="polite"
          />
        )}
        {!value && !failure && <Skeleton label={t('scorecard.reading')} shape="text" lines={6} />}
        {value && <OwnRecord found={value} />}
      </section>
    </main>
  )
}

function OwnRecord({ found }: { readonly found: GuardStatistics }): ReactElement {
  const { calls, asked, days, latencies, rules, exposure } = found
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
      <ExposureTable exposure={exposure} />
    </>
  )
}
