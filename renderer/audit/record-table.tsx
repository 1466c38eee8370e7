import { type ReactElement, useMemo } from 'react'
import type { AuditEntry } from '../../shared/audit/model.ts'
import { useApp } from '../client/index.ts'
import { formatMoment, formatNumber, t } from '../messages/index.ts'
import { Mark } from '../ui/mark.tsx'
import { useMaxWidth } from '../ui/use-max-width.ts'
import { type VirtualColumn, VirtualTable } from '../ui/virtual-table.tsx'
import { type EntryWords, entryWords } from './entry-words.ts'
import './record-table.css'

export interface RecordTableProps {
  readonly entries: readonly AuditEntry[]
  /** Number of the chosen entry. */
  readonly current: number | null
  readonly onChoose: (entry: number) => void
  readonly onOpen: (entry: number) => void
  readonly onReachEnd: () => void
  /** The newest entry that holds, when the chain is broken after it. */
  readonly holdsTo: number | null
  readonly nowMs: number
}

const rowPx = { compact: 26, normal: 30, comfortable: 36 } as const

/** On a small screen the drawer has what is left out here. */
function smallColumns(): VirtualColumn[] {
  return [
    { id: 'time', header: t('audit.column-time'), width: '92px' },
    { id: 'decision', header: t('audit.decision'), width: '108px' },
    { id: 'call', header: t('audit.column-call') },
  ]
}

function columnsFor(isNarrow: boolean): VirtualColumn[] {
  const wide: VirtualColumn[] = [
    { id: 'effect', header: t('audit.column-effect'), width: '16%' },
    { id: 'rule', header: t('audit.rule'), width: '16%' },
  ]
  return [
    { id: 'entry', header: t('audit.column-entry'), width: '100px' },
    { id: 'time', header: t('audit.column-time'), width: '86px' },
    { id: 'decision', header: t('audit.decision'), width: '102px' },
    { id: 'by', header: t('audit.by'), width: '62px' },
    { id: 'call', header: t('audit.column-call') },
    ...(isNarrow ? [] : wide),
    { id: 'latency', header: t('audit.column-latency'), width: '132px', align: 'end' },
  ]
}

/** The entries as a table: one row an entry, arrow keys move, Enter opens. */
export function RecordTable(props: RecordTableProps): ReactElement {
  const { entries, current, onChoose, onOpen, onReachEnd, holdsTo, nowMs } = props
  const density = useApp(({ settings }) => settings.density)
  const inbox = useApp((app) => app.inbox)
  const waiting = useMemo(() => {
    const open = inbox.filter(({ state }) => state.status === 'waiting')
    return new Set(open.map(({ body }) => (body.kind === 'approval' ? body.entry : null)))
  }, [inbox])
  const isNarrow = useMaxWidth(1240)
  const isSmall = useMaxWidth(760)
  const at = (row: number) => entries[row]?.n ?? 0
  const currentRow = entries.findIndex(({ n }) => n === current)
  return (
    <VirtualTable
      label={t('audit.table')}
      columns={isSmall ? smallColumns() : columnsFor(isNarrow)}
      rowCount={entries.length}
      rowKey={(row) => String(at(row))}
      rowPx={rowPx[density]}
      currentRow={currentRow === -1 ? undefined : currentRow}
      onCurrentRowChange={(row) => onChoose(at(row))}
      onOpenRow={(row) => onOpen(at(row))}
      onReachEnd={onReachEnd}
      isMarkedRow={(row) => holdsTo !== null && at(row) === holdsTo}
      renderCell={(row, column) => {
        const entry = entries[row]
        if (!entry) return null
        const words = entryWords(entry, waiting.has(entry.n))
        return <Cell column={column} entry={entry} words={words} nowMs={nowMs} />
      }}
    />
  )
}

interface CellProps {
  readonly column: string
  readonly entry: AuditEntry
  readonly words: EntryWords
  readonly nowMs: number
}

function Cell({ column, entry, words, nowMs }: CellProps): ReactElement | string {
  switch (column) {
    case 'entry':
      return <span className="record-number">{formatNumber(entry.n)}</span>
    case 'time':
      return formatMoment(entry.at, nowMs)
    case 'decision':
      return (
        <span className={`record-decision record-decision-${words.tone}`}>
          <Mark kind={words.mark} label={words.markLabel} />
          {words.decision}
        </span>
      )
    case 'by':
      return words.by
    case 'call':
      return words.isCode ? <code className="record-call">{words.call}</code> : words.call
    case 'effect':
      return words.effect
    case 'rule':
      return words.rule
    default:
      return <Latency words={words} />
  }
}

const fullBarPx = 34
/** A verdict this slow fills the bar; the axis is logarithmic from 0.01 ms on. */
const slowestMs = 60_000
const decades = Math.log10(slowestMs / 0.01)

function Latency({ words: { latency, latencyMs } }: Pick<CellProps, 'words'>): ReactElement {
  const share = latencyMs <= 0 ? 0 : Math.log10(Math.max(0.02, latencyMs) / 0.01) / decades
  const widthPx = Math.round(Math.min(1, share) * fullBarPx)
  return (
    <span className="record-latency">
      {latency}
      <span className="record-latency-track">
        <span className="record-latency-bar" style={{ width: `${widthPx}px` }} />
      </span>
    </span>
  )
}
