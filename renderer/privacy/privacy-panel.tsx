import { type ReactElement, useState } from 'react'
import type { Holding, Receipt } from '../../shared/privacy/model.ts'
import { useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { SettingRow } from '../ui/setting-row.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { EraseEverythingDialog } from './erase-everything-dialog.tsx'
import { ExportRow } from './export-row.tsx'
import { ForgetDialog } from './forget-dialog.tsx'
import { HoldingsTable } from './holdings-table.tsx'
import { ReceiptDialog } from './receipt-dialog.tsx'
import { RetentionSection } from './retention-section.tsx'
import './privacy-panel.css'

type Open =
  | { readonly kind: 'none' }
  | { readonly kind: 'erase'; readonly holding: Holding }
  | { readonly kind: 'erase-everything' }
  | { readonly kind: 'forget' }
  | { readonly kind: 'receipt'; readonly receipt: Receipt }

/** What each part keeps here, for how long, and the ways to take it, erase it or have a secret forgotten. */
export function PrivacyPanel(): ReactElement {
  const { value, failure, reload } = useQuery('privacy.holdings', {})
  const [open, setOpen] = useState<Open>({ kind: 'none' })
  const seen = useCommand('privacy.receiptSeen')
  const close = () => setOpen({ kind: 'none' })
  const erased = (receipt: Receipt) => {
    setOpen({ kind: 'receipt', receipt })
    reload()
  }
  if (failure) return <FailureLine failure={failure} />
  if (value === null) return <Skeleton label={t('privacy.opening')} shape="table" lines={5} />
  const { home, holdings, retained, unseenReceipt } = value
  const show = (receipt: Receipt) => {
    setOpen({ kind: 'receipt', receipt })
    void seen.run({ id: receipt.id })
  }
  return (
    <>
      <p className="privacy-home">
        {t('privacy.home')} <code>{home}</code>
      </p>
      {unseenReceipt !== null && (
        <Banner
          icon="info"
          title={t('privacy.erase-finished')}
          actions={<Button onClick={() => show(unseenReceipt)}>{t('privacy.receipt-show')}</Button>}
        >
          {t('privacy.erase-finished-what')}
        </Banner>
      )}
      <section aria-labelledby="privacy-take">
        <h2 id="privacy-take" className="privacy-heading">
          {t('privacy.take')}
        </h2>
        <ExportRow />
        <SettingRow
          name="forget"
          title={t('privacy.forget')}
          description={t('privacy.forget-what')}
        >
          <Button onClick={() => setOpen({ kind: 'forget' })}>{t('privacy.forget-do')}</Button>
        </SettingRow>
        <SettingRow
          name="erase-all"
          title={t('privacy.erase-all')}
          description={t('privacy.erase-all-what')}
        >
          <Button onClick={() => setOpen({ kind: 'erase-everything' })}>
            {t('privacy.erase-all-do')}
          </Button>
        </SettingRow>
      </section>
      <section aria-labelledby="privacy-kept" data-setting="kept">
        <h2 id="privacy-kept" className="privacy-heading">
          {t('privacy.kept')}
        </h2>
        <HoldingsTable
          holdings={holdings}
          onErase={(holding) => setOpen({ kind: 'erase', holding })}
        />
      </section>
      <RetentionSection retained={retained} />
      {open.kind === 'erase' && (
        <EraseDialog holding={open.holding} onClose={close} onErased={erased} />
      )}
      {open.kind === 'erase-everything' && (
        <EraseEverythingDialog holdings={holdings} onClose={close} onErased={erased} />
      )}
      {open.kind === 'forget' && (
        <ForgetDialog
          onClose={() => {
            close()
            reload()
          }}
        />
      )}
      {open.kind === 'receipt' && (
        <ReceiptDialog
          receipt={open.receipt}
          onClose={() => {
            close()
            reload()
          }}
        />
      )}
    </>
  )
}
