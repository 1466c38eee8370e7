import type { ReactElement } from 'react'
import type { GuardStatistics } from '../../shared/bouncer/statistics.ts'
import { formatNumber, t } from '../messages/index.ts'
import { Heading } from '../ui/heading.tsx'
import { rateText } from './scorecard-charts.tsx'

type Counts = Pick<GuardStatistics, 'calls' | 'answered' | 'spared' | 'stopped'>

/** How often what was asked was allowed, and what stopped calls, over the whole record. */
export function OwnFigures({ calls, answered, spared, stopped }: Counts): ReactElement {
  const asked = answered.allowed + answered.denied
  const ended = stopped.rules + stopped.ai + stopped.failure + answered.denied + answered.nobody
  return (
    <div className="scorecard-panel">
      <Heading level={2} className="scorecard-title">
        {t('scorecard.own')}
      </Heading>
      {calls === 0 && <p className="scorecard-quiet">{t('scorecard.no-calls')}</p>}
      {calls > 0 && (
        <>
          <Figure
            name={t('scorecard.own-allowed')}
            rate={shareOf(answered.allowed, asked)}
            what={t('scorecard.own-allowed-what', ofAll(answered.allowed, asked))}
          />
          <Figure
            name={t('scorecard.own-stopped')}
            rate={shareOf(ended, calls)}
            what={t('scorecard.own-stopped-what', ofAll(ended, calls))}
          />
          <Parts
            parts={[
              ['scorecard.own-by-rules', stopped.rules],
              ['scorecard.own-by-you', answered.denied],
              ['scorecard.own-by-ai', stopped.ai],
              ['scorecard.own-by-nobody', answered.nobody],
              ['scorecard.own-by-failure', stopped.failure],
            ]}
          />
          <Figure
            name={t('scorecard.own-spared')}
            rate={null}
            what={t('scorecard.own-spared-what', ofAll(spared.grant + spared.ai, calls))}
          />
          <Parts
            parts={[
              ['scorecard.own-by-grant', spared.grant],
              ['scorecard.own-by-ai', spared.ai],
            ]}
          />
        </>
      )}
    </div>
  )
}

function ofAll(part: number, count: number) {
  return { part: formatNumber(part), count: formatNumber(count) }
}

/** Null where there is nothing to take a share of. */
function shareOf(part: number, whole: number): string | null {
  if (whole === 0) return null
  return t('scorecard.own-of', { percent: rateText((part / whole) * 100) })
}

interface FigureProps {
  readonly name: string
  readonly rate: string | null
  readonly what: string
}

function Figure({ name, rate, what }: FigureProps): ReactElement {
  return (
    <p className="scorecard-own scorecard-own-head">
      <b>{name}</b>
      <span className="scorecard-own-rate">{rate}</span>
      <span className="scorecard-quiet">{what}</span>
    </p>
  )
}

type PartName =
  | 'scorecard.own-by-rules'
  | 'scorecard.own-by-you'
  | 'scorecard.own-by-ai'
  | 'scorecard.own-by-nobody'
  | 'scorecard.own-by-failure'
  | 'scorecard.own-by-grant'

function Parts({ parts }: { readonly parts: readonly (readonly [PartName, number])[] }) {
  return (
    <dl>
      {parts.map(([name, count]) => (
        <div key={name} className="scorecard-own">
          <dt>{t(name)}</dt>
          <dd className="scorecard-figure">{formatNumber(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
