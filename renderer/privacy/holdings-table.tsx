import type { ReactElement } from 'react'
import type { Holding } from '../../shared/privacy/model.ts'
import { formatBytes, formatDay, formatNumber, t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { ownerWords } from './owner-words.ts'

export interface HoldingsTableProps {
  readonly holdings: readonly Holding[]
  readonly onErase: (holding: Holding) => void
}

/** Every part with its count, size and age. */
export function HoldingsTable({ holdings, onErase }: HoldingsTableProps): ReactElement {
  return (
    <Table
      label={t('privacy.kept')}
      rows="tall"
      widths={[undefined, '72px', '84px', '30%', '100px']}
    >
      <TableHead>
        <TableHeader>{t('privacy.owner')}</TableHeader>
        <TableHeader align="end">{t('privacy.items')}</TableHeader>
        <TableHeader align="end">{t('privacy.size')}</TableHeader>
        <TableHeader>{t('privacy.age')}</TableHeader>
        <TableHeader hidden>{t('privacy.action')}</TableHeader>
      </TableHead>
      <TableBody>
        {holdings.map((holding) => (
          <HoldingRow key={holding.owner} holding={holding} onErase={() => onErase(holding)} />
        ))}
      </TableBody>
    </Table>
  )
}

function ageWords({ oldestMs, newestMs, unread }: Holding): string {
  if (unread !== null) return t('privacy.unread', { cause: unread })
  if (oldestMs === null || newestMs === null) return ''
  const [from, to] = [formatDay(oldestMs), formatDay(newestMs)]
  return from === to ? t('privacy.age-one', { day: from }) : t('privacy.age-range', { from, to })
}

interface HoldingRowProps {
  readonly holding: Holding
  readonly onErase: () => void
}

function HoldingRow({ holding, onErase }: HoldingRowProps): ReactElement {
  const { owner, items, bytes } = holding
  const { name, what } = ownerWords(owner)
  const isEmpty = items === 0 && holding.unread === null
  return (
    <TableRow>
      <TableCell tone="strong" second={what}>
        {name}
      </TableCell>
      <TableCell align="end" head={isEmpty ? undefined : t('privacy.items')}>
        {isEmpty ? t('privacy.nothing') : formatNumber(items)}
      </TableCell>
      <TableCell align="end" head={t('privacy.size')}>
        {isEmpty ? '' : formatBytes(bytes)}
      </TableCell>
      <TableCell head={t('privacy.age')}>{isEmpty ? '' : ageWords(holding)}</TableCell>
      <TableCell align="end">
        {!isEmpty && (
          <Button size="small" onClick={onErase}>
            {t('privacy.erase')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  )
}
