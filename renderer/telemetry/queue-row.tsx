import { type ReactElement, useState } from 'react'
import type { TelemetryStatus } from '../../shared/telemetry/model.ts'
import { useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { SettingRow } from '../ui/setting-row.tsx'

interface QueueRowProps {
  readonly status: TelemetryStatus
  readonly reload: () => void
}

/** How much waits, for how long, and the way to delete it. */
export function QueueRow({ status, reload }: QueueRowProps): ReactElement {
  const clear = useCommand('telemetry.clearQueue')
  const [receipt, setReceipt] = useState('')
  const waiting = status.errors.queued + status.usage.queued
  const run = async () => {
    const cleared = await clear.run({})
    if (cleared) setReceipt(t('telemetry.queue-cleared', { count: cleared.removed }))
    reload()
  }
  return (
    <section className="telemetry-part" aria-labelledby="telemetry-queue">
      <h2 id="telemetry-queue">{t('telemetry.queue')}</h2>
      <SettingRow
        title={queueWords(status)}
        description={t('telemetry.queue-days', { count: status.queueDays })}
      >
        <span role="status">{clear.failure?.message ?? receipt}</span>
        <Button disabled={clear.busy || waiting === 0} onClick={() => void run()}>
          {t('telemetry.queue-clear')}
        </Button>
      </SettingRow>
    </section>
  )
}

function queueWords({ errors, usage }: TelemetryStatus): string {
  const reports = t('telemetry.queue-reports', { count: errors.queued })
  const counts = t('telemetry.queue-counts', { count: usage.queued })
  if (errors.queued === 0 && usage.queued === 0) return t('telemetry.queue-none')
  if (usage.queued === 0) return reports
  return errors.queued === 0 ? counts : t('telemetry.queue-both', { reports, counts })
}
