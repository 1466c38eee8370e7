import {
  type KeyboardEvent,
  type ReactElement,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useApp, useMinute, useQuery } from '../client/index.ts'
import { AuditHead } from './audit-head.tsx'
import { EntryDrawer } from './entry-drawer.tsx'
import { EvidenceDialog } from './evidence-dialog.tsx'
import { ExportLine } from './export-line.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type Filters, isUnfiltered, noFilters, plotQueryOf, queryOf } from './filters.ts'
import { RecordList } from './record-list.tsx'
import { holdsTo } from './record-seal.tsx'
import { RecordView, type View } from './record-view.tsx'
import { ReportDrawer } from './report-drawer.tsx'
import { SearchCount } from './search-count.tsx'
import { TimelineArea } from './timeline-area.tsx'
import {
  nameEntry,
  useAskedEvidence,
  useEntry,
  useNamedEntry,
  useTools,
  useVerification,
} from './use-audit-page.ts'
import { useExport } from './use-export.ts'
import { useRecord } from './use-record.ts'
import './audit-page.css'

/** What the page is cut to, and what is asked for it. */
function useFilters() {
  const [filters, setFilters] = useState<Filters>(noFilters)
  const [periodStartMs, setPeriodStartMs] = useState(() => Date.now())
  const change = useCallback((part: Partial<Filters>) => {
    // A stretch that was chosen in the plot stays where it is; everything else counts from now.
    if (!('range' in part)) setPeriodStartMs(Date.now())
    setFilters((before) => ({ ...before, ...part }))
  }, [])
  const query = useMemo(() => queryOf(filters, periodStartMs), [filters, periodStartMs])
  const plotQuery = useMemo(() => plotQueryOf(filters, periodStartMs), [filters, periodStartMs])
  return { filters, change, query, plotQuery }
}

/** The entry that is open, or was last. */
function useChosen(named: number | null, onOpen: () => void) {
  const [lastChosen, setLastChosen] = useState(named)
  const open = (n: number | null) => {
    if (n !== null) setLastChosen(n)
    onOpen()
    nameEntry(n)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || named === null) return
    event.preventDefault()
    open(null)
  }
  return { lastChosen, open, onKeyDown }
}

/** The record: how far it holds, when what happened, what stands in it, and one entry with how it was judged. */
export function AuditPage(): ReactElement {
  const { filters, change, query, plotQuery } = useFilters()
  const [view, setView] = useState<View>('entries')
  const [showsReport, setShowsReport] = useState(false)
  const named = useNamedEntry()
  const evidence = useAskedEvidence()
  const frame = useRef<HTMLDivElement>(null)
  const nowMs = useMinute()
  const verification = useVerification()
  const exported = useExport()
  const { report } = verification
  const isReading = () => {
    const scroller = frame.current?.querySelector('.virtual-table-scroll')
    return named !== null || (scroller?.scrollTop ?? 0) > 0 || scroller?.matches(':hover') === true
  }
  const record = useRecord(query, isReading)
  const entry = useEntry(record.entries, named)
  const tools = useTools(record.entries)
  const projects = useProjects()
  const { lastChosen, open, onKeyDown } = useChosen(named, () => setShowsReport(false))
  return (
    <main className="audit-page" data-region="page">
      <AuditHead
        {...{ verification, view, onView: setView, period: filters.period }}
        onPeriod={(period) => change({ period, range: null })}
        onOpenReport={() => setShowsReport(true)}
        onExport={(format) => void exported.start({ kind: 'entries', format, filter: query })}
        onEvidence={() => evidence.open('')}
      />
      <ExportLine exported={exported} />
      <TimelineArea
        filter={plotQuery}
        brush={filters.range}
        onBrush={(range) => change({ range })}
      />
      <FilterBar
        {...{ filters, tools, projects, onChange: change }}
        count={view === 'entries' && <SearchCount record={record} isSearch={filters.text !== ''} />}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Esc closes the drawer from the table too */}
      <div className="audit-page-body" ref={frame} onKeyDown={onKeyDown}>
        {view === 'entries' ? (
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
        ) : (
          <RecordView
            {...{ view, filter: query, nowMs }}
            onFilter={(part) => {
              change(part)
              setView('entries')
            }}
          />
        )}
        {showsReport && report && (
          <ReportDrawer report={report} nowMs={nowMs} onClose={() => setShowsReport(false)} />
        )}
        {!showsReport && entry && (
          <EntryDrawer entry={entry} nowMs={nowMs} onClose={() => open(null)} />
        )}
      </div>
      {evidence.asked !== null && (
        <EvidenceDialog
          {...{ exported, filter: query, onClose: evidence.close }}
          session={evidence.asked === '' ? null : evidence.asked}
        />
      )}
    </main>
  )
}

/** Projects of the sessions that are known, and of the calls on record. */
function useProjects(): readonly string[] {
  const sessions = useApp((app) => app.sessions)
  const { value } = useQuery('audit.summary', { filter: {} })
  return useMemo(() => {
    const known = sessions.map(({ workspace }) => workspace)
    const recorded = value?.projects.map(({ id }) => id) ?? []
    return [...new Set([...known, ...recorded])].sort()
  }, [sessions, value])
}
