import type { ReactElement } from 'react'
import type { AuditReport } from '../../shared/audit/model.ts'
import { brand } from '../../shared/brand.ts'
import { formatMoment, formatNumber, t } from '../messages/index.ts'
import { type DefinitionItem, DefinitionList } from '../ui/definition-list.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { Mark } from '../ui/mark.tsx'
import './drawer-parts.css'

export interface ReportDrawerProps {
  readonly report: AuditReport
  readonly nowMs: number
  readonly onClose: () => void
}

/** What a verification looked at and found. */
export function ReportDrawer({ report, nowMs, onClose }: ReportDrawerProps): ReactElement {
  const { first, firstEntry, lastEntry, entries, segments, head, checkedAt, events } = report
  const covered =
    report.signedTo === undefined
      ? ''
      : `, ${t('audit.head-signed-to', { entry: report.signedTo })}`
  const isWell = report.status === 'intact' || report.status === 'empty'
  const facts: DefinitionItem[] = [
    {
      id: 'entries',
      term: t('audit.report-entries'),
      value: t('audit.report-range', { first: firstEntry, last: lastEntry, count: entries }),
    },
    { id: 'segments', term: t('audit.report-segments'), value: formatNumber(segments) },
    { id: 'head', term: t('audit.report-head'), value: `${t(`audit.head-${head}`)}${covered}` },
    { id: 'checked', term: t('audit.report-checked'), value: formatMoment(checkedAt, nowMs) },
  ]
  return (
    <Drawer
      label={t('audit.report')}
      title={t('audit.report')}
      lead={<Mark kind={isWell ? 'ok' : 'denied'} label={t('audit.seal-mark')} sizePx={16} />}
      onClose={onClose}
      closeLabel={t('app.close')}
    >
      {first && (
        <p className="drawer-problem">
          {t('audit.report-where', { ...first })} {t('audit.report-kept')}
        </p>
      )}
      {report.doubt && (
        <p className="drawer-problem">
          {t('audit.report-doubt', { ...report.doubt, command: brand.command })}
        </p>
      )}
      <DefinitionList items={facts} />
      {events.length > 0 && (
        <>
          <h3 className="drawer-heading">{t('audit.report-events')}</h3>
          <ol className="drawer-events">
            {events.map(({ n, at, detail }) => (
              <li key={n}>
                <span>{formatNumber(n)}</span>
                <span>{formatMoment(at, nowMs)}</span>
                <p>{detail}</p>
              </li>
            ))}
          </ol>
        </>
      )}
    </Drawer>
  )
}
