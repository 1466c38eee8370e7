import type { ReactElement } from 'react'
import { useConnection } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { LiveRegion } from '../ui/live-region.tsx'

/** Says once that the app cannot be reached or does not answer; the banner counts seconds, which nobody wants to hear. */
export function OfflineAnnouncer(): ReactElement {
  const { status } = useConnection()
  if (status === 'silent') return <LiveRegion message={t('app.silent')} />
  return <LiveRegion message={status === 'offline' ? t('app.offline') : ''} />
}
