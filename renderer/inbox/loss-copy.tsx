import type { ReactElement } from 'react'
import type { CopyPlan, Preview } from '../../shared/bouncer/undo.ts'
import { useApp } from '../client/index.ts'
import { formatBytes, t } from '../messages/index.ts'
import { Icon } from '../ui/icon.tsx'

/** What copy would be kept before the call runs, or why none. */
export function LossCopy({ preview }: { readonly preview: Preview }): ReactElement | null {
  const days = useApp((app) => app.settings.undoRetentionDays)
  const { copy } = preview
  if (copy === null || copy.kind === 'nothing') return null
  const isSafe = copy.kind === 'kept' || (copy.kind === 'none' && copy.why === 'rebuildable')
  return (
    <p className={isSafe ? 'loss-copy' : 'loss-copy loss-only'}>
      <Icon name={isSafe ? 'restore' : 'warning'} sizePx={13} />
      {copyText(copy, days)}
    </p>
  )
}

function copyText(copy: Exclude<CopyPlan, { kind: 'nothing' }>, days: number | null): string {
  switch (copy.kind) {
    case 'kept':
      return keptText(copy, days)
    case 'too-large':
      return t('loss.copy-too-large', {
        size: formatBytes(copy.bytes),
        cap: formatBytes(copy.capBytes),
      })
    case 'none':
      return t(`loss.copy-${copy.why}`)
  }
}

/** Names of a repository alone take no room that is worth a number. */
function gitText(bytes: number, time: string): string {
  return bytes === 0
    ? t('loss.copy-names', { time })
    : t('loss.copy-git', { size: formatBytes(bytes), time })
}

function keptText(copy: Extract<CopyPlan, { kind: 'kept' }>, days: number | null): string {
  const { files: count, bytes, leavesOut, isPart } = copy
  const time = days === null ? t('loss.copy-open') : t('loss.copy-days', { count: days })
  const size = formatBytes(bytes)
  return [
    count === 0 ? gitText(bytes, time) : t('loss.copy-kept', { count, size, time }),
    ...(leavesOut.length > 0 ? [t('loss.copy-without', { names: leavesOut.join(', ') })] : []),
    ...(isPart ? [t('loss.copy-part')] : []),
  ].join(', ')
}
