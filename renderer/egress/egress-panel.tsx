import type { ReactElement } from 'react'
import type { EgressEntry } from '../../shared/egress/model.ts'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { useApp, useAppEvent, useMinute, useQuery } from '../client/index.ts'
import { formatBytes, formatDuration, formatMoment, t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { OfflineRow } from './offline-row.tsx'
import { UnheldBanner } from './unheld-banner.tsx'
import './egress-panel.css'

const limit = 200

/** When, what for, where to and how much, newest first; follows what is sent while it is shown. */
export function EgressPanel(): ReactElement {
  const { value, failure, reload } = useQuery('egress.list', { limit })
  useAppEvent('egress.recorded', reload)
  if (failure) {
    return <FailureLine failure={failure} />
  }
  if (value === null) return <Skeleton label={t('egress.opening')} shape="table" lines={5} />
  const { connections, bytesOut } = value.sinceMidnight
  return (
    <>
      <OfflineRow />
      <UnheldBanner />
      <section data-setting="ledger" aria-label={t('egress.ledger')}>
        {value.entries.length === 0 ? (
          <div className="egress-empty">
            <EmptyState title={t('egress.none')}>{t('egress.none-what')}</EmptyState>
          </div>
        ) : (
          <>
            <p className="egress-today">
              <b>{t('egress.today')}</b>
              <span>
                {connections === 0
                  ? t('egress.today-none')
                  : t('egress.today-sum', { count: connections, size: formatBytes(bytesOut) })}
              </span>
            </p>
            <Ledger entries={value.entries} />
          </>
        )}
      </section>
    </>
  )
}

const purposes: Readonly<Record<string, () => string>> = {
  agent: () => t('egress.purpose-agent'),
  model: () => t('egress.purpose-model'),
  'ai-review': () => t('egress.purpose-ai-review'),
  'credential-test': () => t('egress.purpose-credential-test'),
  'telemetry-errors': () => t('egress.purpose-telemetry-errors'),
  'telemetry-usage': () => t('egress.purpose-telemetry-usage'),
}

function purposeWords(purpose: string): string {
  return Object.hasOwn(purposes, purpose) ? (purposes[purpose]?.() ?? purpose) : purpose
}

function Ledger({ entries }: { readonly entries: readonly EgressEntry[] }): ReactElement {
  return (
    <>
      <Table
        label={t('egress.ledger')}
        widths={['104px', '22%', undefined, '116px', '72px', '76px', '76px']}
      >
        <TableHead>
          <TableHeader>{t('egress.when')}</TableHeader>
          <TableHeader>{t('egress.purpose')}</TableHeader>
          <TableHeader>{t('egress.host')}</TableHeader>
          <TableHeader>{t('egress.outcome')}</TableHeader>
          <TableHeader align="end">{t('egress.took')}</TableHeader>
          <TableHeader align="end">{t('egress.out')}</TableHeader>
          <TableHeader align="end">{t('egress.in')}</TableHeader>
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <LedgerRow
              key={`${entry.at} ${entry.host} ${entry.bytesOut} ${entry.bytesIn}`}
              entry={entry}
            />
          ))}
        </TableBody>
      </Table>
      {entries.length >= limit && (
        <p className="egress-more">{t('egress.newest', { count: limit })}</p>
      )}
    </>
  )
}

/** Null for what no session made, and for a session that is gone. */
function titleOf(sessions: readonly SessionSummary[], id: string | undefined): string | null {
  return sessions.find((session) => session.id === id)?.title ?? null
}

const outcomeMarks = {
  answered: 'rule',
  cut: 'broke',
  failed: 'broke',
  offline: 'denied',
  aborted: 'paused',
} as const

function LedgerRow({ entry }: { readonly entry: EgressEntry }): ReactElement {
  const nowMs = useMinute()
  const title = useApp(({ sessions }) => titleOf(sessions, entry.session))
  const isUsual = entry.port === 443
  return (
    <TableRow>
      <TableCell>{formatMoment(entry.at, nowMs)}</TableCell>
      <TableCell tone="strong">
        {purposeWords(entry.purpose)}
        {title !== null && <span className="egress-session">{title}</span>}
      </TableCell>
      <TableCell tone="code">{isUsual ? entry.host : `${entry.host}:${entry.port}`}</TableCell>
      <TableCell>
        <Tag mark={outcomeMarks[entry.outcome]}>{t(`egress.outcome-${entry.outcome}`)}</Tag>
      </TableCell>
      <TableCell align="end" head={t('egress.took')}>
        {formatDuration(entry.durationMs)}
      </TableCell>
      <TableCell align="end" head={t('egress.out')}>
        {formatBytes(entry.bytesOut)}
      </TableCell>
      <TableCell align="end" head={t('egress.in')}>
        {formatBytes(entry.bytesIn)}
      </TableCell>
    </TableRow>
  )
}
