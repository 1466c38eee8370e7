import { type ReactElement, useState } from 'react'
import type { Holding } from '../../shared/privacy/contract.ts'
import { useQuery } from '../client/index.ts'
import { formatBytes, formatNumber, t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { ownerWords } from './owner-words.ts'
import './privacy-panel.css'

/** What each part keeps here, with sizes, and the way to erase it. */
export function PrivacyPanel(): ReactElement {
  const { value, failure, reload } = useQuery('privacy.holdings', {})
  const [erasing, setErasing] = useState<Holding | null>(null)
  const [receipt, setReceipt] = useState('')
  if (failure) {
    return (
      <Banner
        tone="stop"
        mark={{ kind: 'broke', label: t('app.mark-broke') }}
        title={failure.message}
        announce="polite"
      />
    )
  }
  if (value === null) return <Skeleton label={t('privacy.opening')} shape="table" lines={5} />
  return (
    <>
      <p className="privacy-home">
        {t('privacy.home')} <code>{value.home}</code>
      </p>
      <p className="privacy-receipt" role="status">
        {receipt}
      </p>
      <Table
        label={t('privacy.kept')}
        rows="tall"
        widths={['30%', '80px', '100px', undefined, '104px']}
      >
        <TableHead>
          <TableHeader>{t('privacy.owner')}</TableHeader>
          <TableHeader align="end">{t('privacy.items')}</TableHeader>
          <TableHeader align="end">{t('privacy.size')}</TableHeader>
          <TableHeader>{t('privacy.examples')}</TableHeader>
          <TableHeader hidden>{t('privacy.action')}</TableHeader>
        </TableHead>
        <TableBody>
          {value.holdings.map((holding) => (
            <HoldingRow key={holding.owner} holding={holding} onErase={() => setErasing(holding)} />
          ))}
        </TableBody>
      </Table>
      {erasing && (
        <EraseDialog
          holding={erasing}
          onClose={() => setErasing(null)}
          onErased={(words) => {
            setReceipt(words)
            reload()
          }}
        />
      )}
    </>
  )
}

interface HoldingRowProps {
  readonly holding: Holding
  readonly onErase: () => void
}

function HoldingRow({ holding, onErase }: HoldingRowProps): ReactElement {
  const { owner, items, bytes, examples } = holding
  const { name, what } = ownerWords(owner)
  const isEmpty = items === 0
  return (
    <TableRow>
      <TableCell tone="strong" second={what}>
        {name}
      </TableCell>
      <TableCell align="end">{isEmpty ? t('privacy.nothing') : formatNumber(items)}</TableCell>
      <TableCell align="end">{isEmpty ? '' : formatBytes(bytes)}</TableCell>
      <TableCell tone="code">{examples[0]}</TableCell>
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
