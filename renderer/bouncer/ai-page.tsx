import { type ReactElement, useEffect } from 'react'
import type { AiStatus } from '../../shared/bouncer/ai-status.ts'
import { useApp, useAppEvent, useQuery } from '../client/index.ts'
import { formatDuration, formatNumber, t } from '../messages/index.ts'
import { type DefinitionItem, DefinitionList } from '../ui/definition-list.tsx'
import { Heading } from '../ui/heading.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { AiRecent } from './ai-recent.tsx'
import { AiSettingRows } from './ai-setting-rows.tsx'
import { standingWords } from './ai-standing.ts'
import { AiTestRow } from './ai-test-row.tsx'
import { BouncerFrame } from './bouncer-frame.tsx'
import './ai-page.css'

const lookAgainMs = 5_000

/** How the AI layer stands, who is asked, and what it did. */
export function AiPage(): ReactElement {
  const { value, failure, reload } = useQuery('bouncer.aiStatus', {})
  const address = useApp((app) => app.settings.aiAddress)
  useAppEvent('bouncer.decided', reload)
  useAppEvent('settings.changed', reload)
  const isPaused = value !== null && value.breaker.status !== 'closed'
  useEffect(() => {
    if (!isPaused) return
    const timer = setInterval(reload, lookAgainMs)
    return () => clearInterval(timer)
  }, [isPaused, reload])
  return (
    <BouncerFrame part="ai" lead={t('ai.lead')} label={t('ai.page')} failure={failure}>
      {value === null && !failure && <Skeleton label={t('ai.opening')} shape="table" lines={6} />}
      {value && (
        <div className="ai-page">
          <p className="ai-page-standing" role="status">
            {standingWords(value, address)}
          </p>
          <section>
            <AiSettingRows />
            {value.provider !== null && <AiTestRow onTested={reload} />}
          </section>
          {value.provider !== null && <Numbers status={value} />}
          {value.provider !== null && <AiRecent recent={value.statistics.recent} />}
        </div>
      )}
    </BouncerFrame>
  )
}

function Numbers({ status }: { readonly status: AiStatus }): ReactElement {
  const { calls, questions, answered, latencyMs } = status.statistics
  const items: DefinitionItem[] = [
    { id: 'calls', term: t('ai.number-calls'), value: formatNumber(calls) },
    { id: 'questions', term: t('ai.number-questions'), value: shareOf(questions, calls) },
    { id: 'answered', term: t('ai.number-answered'), value: shareOf(answered, calls) },
    { id: 'latency', term: t('ai.number-latency'), value: latencyWords(latencyMs) },
    { id: 'kept', term: t('ai.number-kept'), value: formatNumber(status.kept) },
  ]
  return (
    <section>
      <Heading level={2} className="ai-page-heading">
        {t('ai.numbers')}
      </Heading>
      <DefinitionList items={items} termWidth="widest" />
    </section>
  )
}

function shareOf(count: number, calls: number): string {
  if (calls === 0) return formatNumber(count)
  const share = `${formatNumber((100 * count) / calls)} %`
  return t('ai.number-share', { count: formatNumber(count), share })
}

function latencyWords(latency: AiStatus['statistics']['latencyMs']): string {
  if (latency === null) return t('ai.number-none')
  const { p50, p95 } = latency
  return t('ai.number-latency-value', { p50: formatDuration(p50), p95: formatDuration(p95) })
}
