import type { ReactElement } from 'react'
import { navigate, useApp, useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import './consent-invitation.css'

/** Asks in passing, while no answer holds and somebody would receive something; never in the way. */
export function ConsentInvitation(): ReactElement | null {
  const isWanted = useApp(({ telemetry }) => telemetry.wantsAnswer)
  const decide = useCommand('telemetry.decide')
  if (!isWanted) return null
  return (
    <section className="consent-invitation" aria-labelledby="consent-invitation-title">
      <Icon name="send" sizePx={18} />
      <div className="consent-invitation-text">
        <h2 id="consent-invitation-title">{t('telemetry.ask-title')}</h2>
        <p role="status">{decide.failure?.message ?? t('telemetry.ask-what')}</p>
      </div>
      <div className="consent-invitation-actions">
        <Button size="small" onClick={() => navigate('/settings/telemetry')}>
          {t('telemetry.ask-look')}
        </Button>
        <Button
          size="small"
          variant="quiet"
          disabled={decide.busy}
          onClick={() => void decide.run({ errors: false, usage: false })}
        >
          {t('telemetry.ask-no')}
        </Button>
      </div>
    </section>
  )
}
