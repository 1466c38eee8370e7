import { type ReactElement, useId } from 'react'
import type { TelemetryKind } from '../../shared/telemetry/kinds.ts'
import type { KindStatus } from '../../shared/telemetry/model.ts'
import { t } from '../messages/index.ts'
import { SettingRow } from '../ui/setting-row.tsx'
import { Switch } from '../ui/switch.tsx'
import { holdText, isFree } from './hold-text.ts'

interface KindRowProps {
  readonly kind: TelemetryKind
  readonly status: KindStatus
  readonly busy: boolean
  readonly onChange: (isOn: boolean) => void
}

/** One switch: what it sends, to whom, and why it stands as it does. */
export function KindRow({ kind, status, busy, onChange }: KindRowProps): ReactElement {
  const describedBy = useId()
  const { hold, receiver, keptDays } = status
  return (
    <SettingRow
      name={`telemetry-${kind}`}
      title={t(`telemetry.${kind}`)}
      descriptionId={describedBy}
      description={
        <>
          <span className="telemetry-what">{t(`telemetry.${kind}-what`)}</span>
          <span className="telemetry-standing">
            {receiver !== null && `${t('telemetry.to', { host: receiver, count: keptDays })} · `}
            {holdText(hold)}
          </span>
        </>
      }
    >
      <Switch
        label={t(`telemetry.${kind}`)}
        describedBy={describedBy}
        checked={hold === null}
        disabled={busy || !isFree(status)}
        onCheckedChange={onChange}
      />
    </SettingRow>
  )
}
