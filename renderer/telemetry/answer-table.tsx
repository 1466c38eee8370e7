import type { ReactElement } from 'react'
import type { ConsentEntry } from '../../shared/telemetry/model.ts'
import { useMinute } from '../client/index.ts'
import { formatMoment, t } from '../messages/index.ts'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'

/** Every answer that was given, newest first; the first one holds. */
export function AnswerTable({
  history,
}: {
  readonly history: readonly ConsentEntry[]
}): ReactElement {
  const nowMs = useMinute()
  return (
    <section className="telemetry-part" aria-labelledby="telemetry-history" data-setting="consent">
      <h2 id="telemetry-history">{t('telemetry.history')}</h2>
      {history.length === 0 ? (
        <p className="telemetry-note">{t('telemetry.history-none')}</p>
      ) : (
        <Table
          label={t('telemetry.history')}
          widths={['150px', '110px', '110px', '140px', undefined]}
        >
          <TableHead>
            <TableHeader>{t('telemetry.history-when')}</TableHeader>
            <TableHeader>{t('telemetry.errors')}</TableHeader>
            <TableHeader>{t('telemetry.usage')}</TableHeader>
            <TableHeader>{t('telemetry.history-version')}</TableHeader>
            <TableHeader>{t('telemetry.history-by')}</TableHeader>
          </TableHead>
          <TableBody>
            {history.map(({ at, errors, usage, policyVersion, by }) => (
              <TableRow key={at}>
                <TableCell tone="strong">{formatMoment(at, nowMs)}</TableCell>
                <TableCell head={t('telemetry.errors')}>
                  {errors ? t('telemetry.yes') : t('telemetry.no')}
                </TableCell>
                <TableCell head={t('telemetry.usage')}>
                  {usage ? t('telemetry.yes') : t('telemetry.no')}
                </TableCell>
                <TableCell tone="code" head={t('telemetry.history-version')}>
                  {policyVersion}
                </TableCell>
                <TableCell head={t('telemetry.history-by')}>{by}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </section>
  )
}
