import type { ReactElement } from 'react'
import type { AuditSummary } from '../../shared/audit/explorer.ts'
import { formatDay, formatDuration, formatLatency, formatNumber, t } from '../messages/index.ts'
import { DefinitionList } from '../ui/definition-list.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { type GroupKind, GroupTable } from './group-table.tsx'

export interface RecordNumbersProps {
  readonly summary: AuditSummary
  readonly nowMs: number
  readonly onShow: (kind: GroupKind, id: string) => void
  readonly onDay: (fromMs: number, toMs: number) => void
}

/** What is shown, in numbers: who decided what, how often a person was needed, day by day. */
export function RecordNumbers({ summary, nowMs, onShow, onDay }: RecordNumbersProps): ReactElement {
  if (summary.calls === 0 && summary.answered.medianWaitMs === null) {
    return <EmptyState title={t('audit.no-calls')} />
  }
  return (
    <div className="record-numbers">
      <DefinitionList termWidth="widest" items={factsOf(summary)} />
      <h2 className="record-numbers-head">{t('audit.days')}</h2>
      <DayChart days={summary.days} />
      <DayTable days={summary.days} onDay={onDay} />
      {(['tools', 'projects'] as const).map((kind) => (
        <section key={kind} className="record-numbers-part">
          <h2 className="record-numbers-head">{t(`audit.group-${kind}`)}</h2>
          <GroupTable
            {...{ kind, nowMs, groups: summary[kind], nameOf: (id) => id }}
            onShow={(id) => onShow(kind, id)}
          />
        </section>
      ))}
    </div>
  )
}

function factsOf({ calls, allowed, asked, denied, byLayer, answered, ...rest }: AuditSummary) {
  const none = t('audit.number-nothing')
  const { medianWaitMs } = answered
  const { medianLatencyUs } = rest
  return [
    { id: 'calls', term: t('audit.number-calls'), value: formatNumber(calls) },
    {
      id: 'decided',
      term: t('audit.number-decided'),
      value: t('audit.number-decided-what', { allowed, asked, denied }),
    },
    {
      id: 'by',
      term: t('audit.number-by'),
      value: t('audit.number-by-what', {
        ...{ rules: byLayer.pattern, ai: byLayer.ai, grants: byLayer.grant },
        ...{ you: byLayer.person, failures: byLayer.failure },
      }),
    },
    {
      id: 'questions',
      term: t('audit.number-questions'),
      value: calls === 0 ? none : formatNumber((asked / calls) * 100),
    },
    {
      id: 'answers',
      term: t('audit.number-answers'),
      value: t('audit.number-answers-what', { allowed: answered.allowed, denied: answered.denied }),
    },
    {
      id: 'wait',
      term: t('audit.number-wait'),
      value: medianWaitMs === null ? none : formatDuration(medianWaitMs),
    },
    {
      id: 'latency',
      term: t('audit.number-latency'),
      value: medianLatencyUs === null ? none : formatLatency(medianLatencyUs),
    },
  ]
}

type Days = AuditSummary['days']

const allOf = ({ allowed, asked, denied }: Days[number]) => allowed + asked + denied

/** Days that are drawn and listed; more would be a pattern, not numbers. */
const mostDays = 92

function DayChart({ days }: { readonly days: Days }): ReactElement | null {
  const shown = days.slice(-mostDays)
  const [busiest] = shown.toSorted((a, b) => allOf(b) - allOf(a))
  if (shown.length < 2 || !busiest) return null
  const most = Math.max(1, allOf(busiest))
  const label = t('audit.days-summary', {
    ...{ days: shown.length, day: formatDay(busiest.at), most: allOf(busiest) },
  })
  const width = 100 / shown.length
  return (
    <svg className="record-days" role="img" aria-label={label}>
      {shown.map((day, at) => {
        const height = (allOf(day) / most) * 64
        const refused = (day.denied / most) * 64
        const bar = { x: `${at * width}%`, width: `${width * 0.76}%` }
        return (
          <g key={day.at}>
            <rect {...bar} className="record-day" y={68 - height} height={height} />
            <rect {...bar} className="record-day-denied" y={68 - refused} height={refused} />
          </g>
        )
      })}
      <line className="record-days-axis" x1="0" x2="100%" y1="68.5" y2="68.5" />
    </svg>
  )
}

function DayTable({
  days,
  onDay,
}: Pick<RecordNumbersProps, 'onDay'> & { days: Days }): ReactElement {
  const counts = ['allowed', 'asked', 'denied'] as const
  return (
    <Table label={t('audit.days')}>
      <TableHead>
        <TableHeader>{t('audit.day')}</TableHeader>
        {counts.map((count) => (
          <TableHeader key={count} align="end">
            {t(`audit.group-${count}`)}
          </TableHeader>
        ))}
      </TableHead>
      <TableBody>
        {days
          .slice(-mostDays)
          .filter((day) => allOf(day) > 0)
          .toReversed()
          .map((day) => (
            <TableRow key={day.at}>
              <TableCell tone="strong">
                <DayLink day={day.at} onDay={onDay} />
              </TableCell>
              {counts.map((count) => (
                <TableCell key={count} align="end" head={t(`audit.group-${count}`)}>
                  {formatNumber(day[count])}
                </TableCell>
              ))}
            </TableRow>
          ))}
      </TableBody>
    </Table>
  )
}

function DayLink({
  day,
  onDay,
}: Pick<RecordNumbersProps, 'onDay'> & { day: number }): ReactElement {
  const end = new Date(day)
  end.setDate(end.getDate() + 1)
  const name = formatDay(day)
  return (
    <TextLink
      onClick={() => onDay(day, end.getTime() - 1)}
      aria-label={t('audit.group-show', { name })}
    >
      {name}
    </TextLink>
  )
}
