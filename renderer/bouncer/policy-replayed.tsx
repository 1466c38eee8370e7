import type { ReactElement } from 'react'
import type { PolicyReplay } from '../../shared/bouncer/replay.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import { formatNumber, t } from '../messages/index.ts'
import { EntryLink } from '../pieces/index.ts'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'

export interface PolicyReplayedProps {
  readonly found: PolicyReplay | null
  /** A newer text is being played. */
  readonly isOld: boolean
  readonly failure: Failure | null
}

const columns = ['then', 'call', 'rule', 'entry'] as const

/** What the rules would have made of the calls on record. */
export function PolicyReplayed({ found, isOld, failure }: PolicyReplayedProps): ReactElement {
  if (failure && !isOld) return <p className="policy-replay">{failure.message}</p>
  if (!found || isOld) return <p className="policy-replay">{t('own-rules.replaying')}</p>
  const { newly, calls, answered, examples } = found
  if (calls === 0) return <p className="policy-replay">{t('scorecard.no-calls')}</p>
  const counts = {
    deny: formatNumber(newly.deny),
    ask: formatNumber(newly.ask),
    allow: formatNumber(newly.allow),
  }
  const isNone = newly.deny + newly.ask + newly.allow === 0
  return (
    <div className="policy-replay" aria-live="polite">
      <p>
        <b>{isNone ? t('own-rules.replay-none') : t('own-rules.replay', counts)}</b>{' '}
        {t('own-rules.replay-of', { count: calls })}{' '}
        {answered.grant + answered.ai > 0 && t('own-rules.replay-answered', answered)}
      </p>
      {examples.length > 0 && (
        <Table label={t('own-rules.examples')} widths={['130px', undefined, '150px', '72px']}>
          <TableHead>
            {columns.map((column) => (
              <TableHeader key={column}>{t(`own-rules.column-${column}`)}</TableHeader>
            ))}
          </TableHead>
          <TableBody>
            {examples.map(({ entry, from, by, to, rule, call }) => (
              <TableRow key={entry}>
                <TableCell>
                  {t(by === 'rules' ? 'own-rules.from-to' : `own-rules.from-to-${by}`, {
                    from: t(`own-rules.decision-${from}`),
                    to: t(`own-rules.decision-${to}`),
                  })}
                </TableCell>
                <TableCell tone="code" head={t('own-rules.column-call')}>
                  {call}
                </TableCell>
                <TableCell tone="quiet" head={t('own-rules.column-rule')}>
                  {rule}
                </TableCell>
                <TableCell head={t('own-rules.column-entry')}>
                  <EntryLink entry={entry}>{formatNumber(entry)}</EntryLink>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </div>
  )
}
