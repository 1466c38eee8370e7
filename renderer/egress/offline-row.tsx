import type { ReactElement } from 'react'
import { useApp, useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { OwnSettingRow } from '../settings/index.ts'
import { Switch } from '../ui/switch.tsx'

/** Holds everything that this app would send, and says what that means for sessions. */
export function OfflineRow(): ReactElement {
  const offline = useApp(({ settings }) => settings.offline)
  const change = useCommand('settings.change')
  return (
    <OwnSettingRow
      name="offline"
      setting="offline"
      title={t('egress.offline')}
      description={t('egress.offline-what')}
    >
      {change.failure && <span role="status">{change.failure.message}</span>}
      <Switch
        label={t('egress.offline')}
        checked={offline}
        disabled={change.busy}
        onCheckedChange={(isOn) => void change.run({ offline: isOn })}
      />
    </OwnSettingRow>
  )
}
