import type { ReactElement } from 'react'
import type { GuardStatistics } from '../../shared/bouncer/statistics.ts'
import { useApp } from '../client/index.ts'
import { formatMoment, formatNumber, t } from '../messages/index.ts'
import { EntryLink } from '../pieces/index.ts'
import { Heading } from '../ui/heading.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'

const columns = ['secret', 'call', 'when', 'entry'] as const

/** Which secrets agents read, by session and call. */
export function ExposureTable({ exposure }: Pick<GuardStatistics, 'exposure'>): ReactElement {
  const sessions = useApp((app) => app.sessions)
  const nowMs = Date.now()
  const titleOf = (session: string) =>
    sessions.find(({ id }) => id === session)?.title ?? t('scorecard.session-gone')
  return (
    <div className="scorecard-panel scorecard-wide">
      <Heading level={2} className="scorecard-title">
        {t('scorecard.exposure')}
      </Heading>
      <p className="scorecard-quiet">
        {t(exposure.length === 0 ? 'scorecard.exposure-none' : 'scorecard.exposure-what')}
      </p>
      {exposure.map(({ session, secrets }) => (
        <div key={session} className="scorecard-session">
          <Heading level={3} className="scorecard-title">
            {titleOf(session)}
          </Heading>
          <Table label={titleOf(session)} widths={['32%', undefined, '130px', '72px']}>
            <TableHead>
              {columns.map((column) => (
                <TableHeader key={column}>{t(`scorecard.column-${column}`)}</TableHeader>
              ))}
            </TableHead>
            <TableBody>
              {secrets.map(({ path, call, at, entry }) => (
                <TableRow key={path}>
                  <TableCell tone="code">{path}</TableCell>
                  <TableCell tone="code" head={t('scorecard.column-call')}>
                    {call}
                  </TableCell>
                  <TableCell tone="quiet" head={t('scorecard.column-when')}>
                    {formatMoment(at, nowMs)}
                  </TableCell>
                  <TableCell head={t('scorecard.column-entry')}>
                    <EntryLink entry={entry}>{formatNumber(entry)}</EntryLink>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      ))}
    </div>
  )
}
