import type { ReactElement } from 'react'
import { useConnection } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { LiveRegion } from '../ui/live-region.tsx'

/** Says once that the app cannot be reached; the banner counts seconds, which nobody wants to hear. */
export function OfflineAnnouncer(): ReactElement {
  const { status } = useConnection()
  return <LiveRegion message={status === 'offline' ? t('app.offline') : ''} />
}
