import type { ReactElement, ReactNode } from 'react'
import type { TelemetryStatus } from '../../shared/telemetry/model.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { asksNotToTrack } from './page-signal.ts'

interface StandingBannerProps {
  readonly status: TelemetryStatus
  readonly onKeepOff: () => void
}

/** What holds for both switches at once; nothing where each stands for itself. */
export function StandingBanner({ status, onKeepOff }: StandingBannerProps): ReactElement | null {
  const words = wordsOf(status)
  if (words === null) return null
  return (
    <div className="telemetry-banner">
      <Banner
        icon="info"
        title={words.title}
        actions={
          words.asks && (
            <Button size="small" onClick={onKeepOff}>
              {t('telemetry.keep-off')}
            </Button>
          )
        }
      >
        {' '}
        {words.text}
      </Banner>
    </div>
  )
}

interface Words {
  readonly title: string
  readonly text: ReactNode
  readonly asks?: boolean
}

function wordsOf({ operator, errors, usage, offline }: TelemetryStatus): Words | null {
  const held = errors.hold ?? usage.hold
  if (held?.kind === 'environment') {
    const { variable } = held
    return { title: t('telemetry.silenced', { variable }), text: t('telemetry.silenced-what') }
  }
  if (operator.status === 'none') {
    return { title: t('telemetry.nobody'), text: t('telemetry.nobody-what') }
  }
  if (operator.status === 'broken') {
    const { path, problem } = operator
    return { title: t('telemetry.broken'), text: t('telemetry.broken-what', { path, problem }) }
  }
  return (
    wordsOfAsking([errors.hold?.kind, usage.hold?.kind]) ??
    wordsOfHere(offline, usage.hold === null)
  )
}

function wordsOfAsking(kinds: readonly (string | undefined)[]): Words | null {
  if (kinds.includes('policy-changed') || kinds.includes('receiver-changed')) {
    return { title: t('telemetry.changed'), text: t('telemetry.changed-what'), asks: true }
  }
  if (kinds.includes('not-asked')) {
    return { title: t('telemetry.asked'), text: t('telemetry.asked-what'), asks: true }
  }
  return null
}

function wordsOfHere(offline: boolean, counts: boolean): Words | null {
  if (offline) return { title: t('telemetry.offline'), text: t('telemetry.offline-what') }
  if (!counts || !asksNotToTrack(navigator)) return null
  return { title: t('telemetry.page-signal'), text: t('telemetry.page-signal-what') }
}
