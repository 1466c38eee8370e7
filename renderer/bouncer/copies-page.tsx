import { type ReactElement, useState } from 'react'
import type { Copy } from '../../shared/bouncer/undo.ts'
import { useAppEvent, useCommand, useQuery } from '../client/index.ts'
import { RestoreDialog } from '../inbox/index.ts'
import { formatBytes, t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { BouncerFrame } from './bouncer-frame.tsx'
import { CopiesTable } from './copies-table.tsx'

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
    <BouncerFrame
      part="copies"
      lead={t('copies.lead')}
      label={t('copies.table')}
      failure={failed}
      figures={
        value &&
        t('copies.takes', {
          bytes: formatBytes(value.bytes),
          cap: formatBytes(value.capBytes),
        })
      }
    >
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
    </BouncerFrame>
  )
}
