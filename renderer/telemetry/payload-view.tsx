import { type ReactElement, useState } from 'react'
import { type TelemetryKind, telemetryKinds } from '../../shared/telemetry/kinds.ts'
import type { KindStatus, Payload, TelemetryStatus } from '../../shared/telemetry/model.ts'
import { useMinute } from '../client/index.ts'
import { formatBytes, formatMoment, t } from '../messages/index.ts'
import { Segmented } from '../ui/segmented.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'
import { Well } from '../ui/well.tsx'

/** The exact bytes of a sample and of the last request, for each kind. */
export function PayloadView({ status }: { readonly status: TelemetryStatus }): ReactElement {
  const [kind, setKind] = useState<TelemetryKind>('errors')
  const [which, setWhich] = useState<'sample' | 'last'>('sample')
  return (
    <section className="telemetry-part" aria-labelledby="telemetry-exactly">
      <h2 id="telemetry-exactly">{t('telemetry.exactly')}</h2>
      <Tabs
        label={t('telemetry.exactly')}
        value={kind}
        onValueChange={setKind}
        items={telemetryKinds.map((value) => ({ value, label: t(`telemetry.${value}`) }))}
        trailing={
          <Segmented
            label={t('telemetry.which')}
            size="small"
            value={which}
            onValueChange={setWhich}
            options={[
              { value: 'sample', label: t('telemetry.sample') },
              { value: 'last', label: t('telemetry.last') },
            ]}
          />
        }
      >
        {telemetryKinds.map((value) => (
          <TabPanel key={value} value={value}>
            <Bytes status={status[value]} which={which} />
          </TabPanel>
        ))}
      </Tabs>
    </section>
  )
}

/** Where the sample would go; where nobody receives anything, that it goes nowhere. */
function sampleWords({ receiver }: KindStatus, { url, bytes }: Payload): string {
  const size = formatBytes(bytes)
  if (receiver === null) return t('telemetry.size-nowhere', { size })
  return t('telemetry.size', { url, size })
}

interface BytesProps {
  readonly status: KindStatus
  readonly which: 'sample' | 'last'
}

function Bytes({ status, which }: BytesProps): ReactElement {
  const nowMs = useMinute()
  const payload = status[which]
  if (payload === null) return <p className="telemetry-note">{t('telemetry.last-none')}</p>
  const { at, bytes, body } = payload
  const size = formatBytes(bytes)
  return (
    <div className="telemetry-bytes">
      <Well label={t('telemetry.payload')} text={body} size="small" />
      <p className="telemetry-note">
        {which === 'last'
          ? t('telemetry.sent-at', { time: formatMoment(at, nowMs), url: payload.url, size })
          : sampleWords(status, payload)}
      </p>
    </div>
  )
}
