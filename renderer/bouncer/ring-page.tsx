import type { ReactElement } from 'react'
import type { RingStanding } from '../../shared/sessions/ring.ts'
import { navigate, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { TextLink } from '../ui/text-link.tsx'
import { BouncerFrame } from './bouncer-frame.tsx'
import './ring-page.css'

const parts = ['limits', 'adds', 'leaves'] as const

function standingWords(standing: RingStanding): string {
  if (standing.state === 'works') return t('ring.here-works')
  return `${t(`ring.state-${standing.state}`)}. ${standing.reason}`
}

/** What the Bouncer cannot hold, what the operating system's ring adds, and what that leaves open. */
export function RingPage(): ReactElement {
  const { value, failure } = useQuery('sessions.ring', {})
  return (
    <BouncerFrame
      part="ring"
      lead={t('ring.setting-what')}
      label={t('ring.title')}
      failure={failure}
    >
      <div className="ring-page">
        {parts.map((part) => (
          <section key={part}>
            <h2>{t(`ring.${part}`)}</h2>
            <p>{t(`ring.${part}-what`)}</p>
          </section>
        ))}
        <section>
          <h2>{t('ring.here')}</h2>
          <p role="status">{value === null ? t('ring.looking') : standingWords(value.standing)}</p>
          <TextLink onClick={() => navigate('/settings/agent?setting=ring')}>
            {t('ring.to-settings')}
          </TextLink>
        </section>
      </div>
    </BouncerFrame>
  )
}
