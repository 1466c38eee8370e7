import type { ReactElement } from 'react'
import { type ExportFormat, exportFormats } from '../../shared/audit/explorer.ts'
import { useApp } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { type Period, periods } from './filters.ts'
import { RecordSeal } from './record-seal.tsx'
import { type View, views } from './record-view.tsx'
import type { Verification } from './use-audit-page.ts'

export interface AuditHeadProps {
  readonly verification: Verification
  readonly view: View
  readonly onView: (view: View) => void
  readonly period: Period
  readonly onPeriod: (period: Period) => void
  readonly onOpenReport: () => void
  readonly onExport: (format: ExportFormat) => void
  readonly onEvidence: () => void
}

/** The name of the page with its seal, how it looks at the record, and what can be taken from it. */
export function AuditHead(props: AuditHeadProps): ReactElement {
  const { verification, view, onView, period, onPeriod, onOpenReport } = props
  const { report, busy, verify } = verification
  const status = useApp(({ audit }) => audit)
  return (
    <PageHead
      title={t('audit.title')}
      beside={
        <RecordSeal status={status} report={report} isChecking={busy} onOpen={onOpenReport} />
      }
      actions={
        <>
          <Segmented
            label={t('audit.view')}
            value={view}
            onValueChange={onView}
            options={views.map((value) => ({ value, label: t(`audit.view-${value}`) }))}
          />
          <Segmented
            label={t('audit.period')}
            value={period}
            onValueChange={onPeriod}
            options={periods.map((value) => ({ value, label: t(`audit.period-${value}`) }))}
          />
          <Button variant="quiet" disabled={busy} onClick={verify}>
            {t(busy ? 'audit.verifying' : 'audit.verify')}
          </Button>
          <ExportMenu onExport={props.onExport} />
          <Button onClick={props.onEvidence}>{t('audit.evidence')}</Button>
        </>
      }
    />
  )
}

function ExportMenu({ onExport }: Pick<AuditHeadProps, 'onExport'>): ReactElement {
  return (
    <Menu
      align="end"
      trigger={<Button icon="export">{t('audit.export')}</Button>}
      items={[
        { kind: 'heading', id: 'shown', label: t('audit.export-shown') },
        ...exportFormats.map((format) => ({
          ...{ kind: 'action' as const, id: format, label: t(`audit.export-${format}`) },
          onSelect: () => onExport(format),
        })),
      ]}
    />
  )
}
