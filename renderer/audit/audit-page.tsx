import {
  type KeyboardEvent,
  type ReactElement,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useApp, useMinute } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { EntryDrawer } from './entry-drawer.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type Filters, isUnfiltered, noFilters, type Period, periods, queryOf } from './filters.ts'
import { RecordList } from './record-list.tsx'
import { holdsTo, RecordSeal } from './record-seal.tsx'
import { ReportDrawer } from './report-drawer.tsx'
import {
  nameEntry,
  useEntry,
  useNamedEntry,
  useTools,
  useVerification,
  type Verification,
} from './use-audit-page.ts'
import { useRecord } from './use-record.ts'
import './audit-page.css'

/** The record: how far it holds, what stands in it, and one entry with how it was judged. */
export function AuditPage(): ReactElement {
  const [filters, setFilters] = useState<Filters>(noFilters)
  const [periodStartMs, setPeriodStartMs] = useState(() => Date.now())
  const [showsReport, setShowsReport] = useState(false)
  const named = useNamedEntry()
  const frame = useRef<HTMLDivElement>(null)
  const nowMs = useMinute()
  const verification = useVerification()
  const { report } = verification
  const isReading = () => {
    const scroller = frame.current?.querySelector('.virtual-table-scroll')
    return named !== null || (scroller?.scrollTop ?? 0) > 0 || scroller?.matches(':hover') === true
  }
  const query = useMemo(() => queryOf(filters, periodStartMs), [filters, periodStartMs])
  const record = useRecord(query, isReading)
  const entry = useEntry(record.entries, named)
  const tools = useTools(record.entries)
  const change = useCallback((part: Partial<Filters>) => {
    setPeriodStartMs(Date.now())
    setFilters((before) => ({ ...before, ...part }))
  }, [])
  const [lastChosen, setLastChosen] = useState(named)
  const open = (n: number | null) => {
    if (n !== null) setLastChosen(n)
    setShowsReport(false)
    nameEntry(n)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || named === null) return
    event.preventDefault()
    open(null)
  }
  return (
    <main className="audit-page" data-region="page">
      <AuditHead
        verification={verification}
        period={filters.period}
        onPeriod={(period) => change({ period })}
        onOpenReport={() => setShowsReport(true)}
      />
      <FilterBar
        filters={filters}
        onChange={change}
        tools={tools}
        count={
          record.status === 'ready' &&
          t('audit.count', { matched: record.matched, total: record.total })
        }
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Esc closes the drawer from the table too */}
      <div className="audit-page-body" ref={frame} onKeyDown={onKeyDown}>
        <RecordList
          record={record}
          current={named ?? lastChosen}
          onChoose={open}
          holdsTo={report?.status === 'broken' ? holdsTo(report) : null}
          nowMs={nowMs}
          text={filters.text}
          isFiltered={!isUnfiltered(filters)}
          onClear={() => change(noFilters)}
        />
        {showsReport && report && (
          <ReportDrawer report={report} nowMs={nowMs} onClose={() => setShowsReport(false)} />
        )}
        {!showsReport && entry && (
          <EntryDrawer entry={entry} nowMs={nowMs} onClose={() => open(null)} />
        )}
      </div>
    </main>
  )
}

interface AuditHeadProps {
  readonly verification: Verification
  readonly period: Period
  readonly onPeriod: (period: Period) => void
  readonly onOpenReport: () => void
}

function AuditHead(props: AuditHeadProps): ReactElement {
  const { verification, period, onPeriod, onOpenReport } = props
  const status = useApp(({ audit }) => audit)
  return (
    <PageHead
      title={t('audit.title')}
      beside={
        <RecordSeal
          status={status}
          report={verification.report}
          isChecking={verification.busy}
          onOpen={onOpenReport}
        />
      }
      actions={
        <>
          <Segmented
            label={t('audit.period')}
            value={period}
            onValueChange={onPeriod}
            options={periods.map((value) => ({ value, label: t(`audit.period-${value}`) }))}
          />
          <Button variant="quiet" disabled={verification.busy} onClick={verification.verify}>
            {t(verification.busy ? 'audit.verifying' : 'audit.verify')}
          </Button>
        </>
      }
    />
  )
}
