import type { ReactElement } from 'react'
import { brand } from '../../shared/brand.ts'
import { navigate, useClient, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { RehearseButton } from '../sessions/index.ts'
import { AgentStatusRow } from '../settings/index.ts'
import { ConsentInvitation } from '../telemetry/index.ts'
import { Button } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Logo } from '../ui/logo.tsx'
import { Tag } from '../ui/tag.tsx'
import { Banners } from './banners.tsx'
import './welcome-page.css'

/** The first page of a fresh home: what this is, what is here, rehearse or begin. */
export function WelcomePage(): ReactElement {
  const client = useClient()
  const agent = useQuery('sessions.checkAgent', { agent: 'claude-code' })
  // Not having been greeted is no reason to stop anyone, so a failure here is left to the next start.
  const seen = () => void client.call('settings.change', { welcomed: true })
  const begin = () => {
    seen()
    navigate('/new')
  }
  return (
    <div className="welcome">
      <header className="welcome-bar">
        <Logo label={brand.name} />
      </header>
      <Banners />
      <main className="welcome-body" data-region="page">
        <div className="welcome-column">
          <h1 className="welcome-title">{t('welcome.title')}</h1>
          <p className="welcome-lead">{t('welcome.what')}</p>
          <h2 className="welcome-here">{t('welcome.here')}</h2>
          <ul className="welcome-found">
            <li>
              <AgentStatusRow query={agent} />
            </li>
            <li>
              <Found
                icon="door"
                name={t('welcome.bouncer')}
                what={t('welcome.bouncer-what')}
                state={t('welcome.on')}
              />
            </li>
            <li>
              <Found
                icon="play"
                name={t('welcome.rehearsal')}
                what={t('welcome.rehearsal-what')}
                state={t('welcome.rehearsal-ready')}
              />
            </li>
          </ul>
          <ConsentInvitation />
          <div className="welcome-actions">
            <RehearseButton variant="primary" size="large" onStarted={seen} />
            <Button variant="quiet" size="large" onClick={begin}>
              {t('sessions.new')}
            </Button>
            <span>{t('welcome.no-account')}</span>
          </div>
        </div>
      </main>
    </div>
  )
}

interface FoundProps {
  readonly icon: IconName
  readonly name: string
  readonly what: string
  readonly state: string
}

function Found({ icon, name, what, state }: FoundProps): ReactElement {
  return (
    <div className="welcome-item">
      <Icon name={icon} sizePx={18} />
      <div>
        <p className="welcome-item-name">{name}</p>
        <p className="welcome-item-what">{what}</p>
      </div>
      <Tag mark="ok">{state}</Tag>
    </div>
  )
}
