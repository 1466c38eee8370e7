import type { ReactElement } from 'react'
import type { TelemetryStatus } from '../../shared/telemetry/model.ts'
import { useAppEvent, useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { AnswerTable } from './answer-table.tsx'
import { EventTable } from './event-table.tsx'
import { KindRow } from './kind-row.tsx'
import { OperatorFacts } from './operator-facts.tsx'
import { PayloadView } from './payload-view.tsx'
import { QueueRow } from './queue-row.tsx'
import { StandingBanner } from './standing-banner.tsx'
import './telemetry-panel.css'

/** The two switches, what each sends down to the byte, what waits, and every answer that was given. */
export function TelemetryPanel(): ReactElement {
  const { value, failure, reload } = useQuery('telemetry.status', {})
  useAppEvent('telemetry.changed', reload)
  // What was sent changes the last payload and the queue.
  useAppEvent('egress.recorded', reload)
  if (failure) return <FailureBanner title={failure.message} />
  if (value === null) return <Skeleton label={t('telemetry.opening')} shape="table" lines={5} />
  return <Panel status={value} reload={reload} />
}

function FailureBanner({ title }: { readonly title: string }): ReactElement {
  const mark = { kind: 'broke', label: t('app.mark-broke') } as const
  return <Banner tone="stop" mark={mark} title={title} announce="polite" />
}

interface PanelProps {
  readonly status: TelemetryStatus
  readonly reload: () => void
}

function Panel({ status, reload }: PanelProps): ReactElement {
  const decide = useCommand('telemetry.decide')
  const choose = async (answer: { readonly errors?: boolean; readonly usage?: boolean }) => {
    await decide.run(answer)
    reload()
  }
  return (
    <>
      {decide.failure && <FailureBanner title={decide.failure.message} />}
      <StandingBanner
        status={status}
        onKeepOff={() => void choose({ errors: false, usage: false })}
      />
      <KindRow
        kind="errors"
        status={status.errors}
        busy={decide.busy}
        onChange={(errors) => void choose({ errors })}
      />
      <KindRow
        kind="usage"
        status={status.usage}
        busy={decide.busy}
        onChange={(usage) => void choose({ usage })}
      />
      <div className="telemetry-never">
        <b>{t('telemetry.never')}</b>
        <p>{t('telemetry.never-what')}</p>
      </div>
      <PayloadView status={status} />
      <EventTable />
      <QueueRow status={status} reload={reload} />
      <AnswerTable history={status.history} />
      <OperatorFacts operator={status.operator} />
    </>
  )
}
