import { type ReactElement, useState } from 'react'
import type { Copy } from '../../shared/bouncer/undo.ts'
import { useAppEvent, useCommand, useQuery } from '../client/index.ts'
import { RestoreDialog } from '../inbox/index.ts'
import { formatBytes, t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { BouncerParts } from './bouncer-parts.tsx'
import { CopiesTable } from './copies-table.tsx'
import './bouncer-page.css'

/** The copies of what approved calls destroyed, each to be put back or removed. */
export function CopiesPage(): ReactElement {
  const { value, failure, reload } = useQuery('bouncer.copies', {})
  useAppEvent('bouncer.copiesChanged', reload)
  const drop = useCommand('bouncer.dropCopy')
  const [restoring, setRestoring] = useState<Copy | null>(null)
  const [removing, setRemoving] = useState<Copy | null>(null)
  const failed = drop.failure ?? failure
  const copies = value?.copies ?? null
  return (
    <main className="bouncer-page" data-region="page">
      <PageHead
        title={t('bouncer.title')}
        beside={
          <>
            <BouncerParts part="copies" />
            {value && (
              <span className="bouncer-page-engine">
                {t('copies.takes', {
                  bytes: formatBytes(value.bytes),
                  cap: formatBytes(value.capBytes),
                })}
              </span>
            )}
          </>
        }
      />
      <p className="bouncer-page-lead">{t('copies.lead')}</p>
      <section
        className="bouncer-page-scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        aria-label={t('copies.table')}
      >
        {failed && (
          <Banner
            tone="stop"
            mark={{ kind: 'broke', label: t('app.mark-broke') }}
            title={failed.message}
            announce="polite"
          />
        )}
        {copies === null && !failure && (
          <Skeleton label={t('copies.opening')} shape="table" lines={4} />
        )}
        {copies?.length === 0 && (
          <EmptyState title={t('copies.empty')}>{t('copies.empty-what')}</EmptyState>
        )}
        {copies !== null && copies.length > 0 && (
          <CopiesTable
            copies={copies}
            isBusy={drop.busy}
            onRestore={setRestoring}
            onRemove={setRemoving}
          />
        )}
      </section>
      {restoring && (
        <RestoreDialog id={restoring.id} open onOpenChange={() => setRestoring(null)} />
      )}
      <Dialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        role="alertdialog"
        size="small"
        title={t('copies.remove-title')}
        description={t('copies.remove-what')}
        footer={
          <>
            <Button
              variant="erase"
              onClick={() => {
                if (removing) void drop.run({ id: removing.id })
                setRemoving(null)
              }}
            >
              {t('copies.remove-now')}
            </Button>
            <Button onClick={() => setRemoving(null)}>{t('copies.cancel')}</Button>
          </>
        }
      />
    </main>
  )
}
