import type { ReactElement } from 'react'
import { AiSettingRows, TerminalGuardRows } from '../bouncer/index.ts'
import { navigate } from '../client/index.ts'
import { CredentialsPanel } from '../credentials/index.ts'
import { EgressPanel } from '../egress/index.ts'
import { t } from '../messages/index.ts'
import { PolicyPanel, PrivacyPanel } from '../privacy/index.ts'
import { RingRows } from '../sessions/index.ts'
import {
  AgentPanel,
  AppearancePanel,
  MachinePanel,
  RecordPanel,
  SettingsSearch,
  useRevealedSetting,
} from '../settings/index.ts'
import { TelemetryPanel } from '../telemetry/index.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Select } from '../ui/select.tsx'
import { useMaxWidth } from '../ui/use-max-width.ts'
import { type SettingsSection, settingsSections } from './routes.ts'
import './settings-page.css'

const icons: Readonly<Record<SettingsSection, IconName>> = {
  appearance: 'eye',
  agent: 'agent',
  credentials: 'key',
  record: 'chain',
  egress: 'globe',
  privacy: 'lock',
  telemetry: 'send',
  policy: 'note',
  machine: 'terminal',
}

function Lead({ section }: { readonly section: SettingsSection }): ReactElement {
  const words = {
    appearance: t('appearance.lead'),
    agent: t('agent-settings.lead'),
    credentials: t('credentials.lead'),
    record: t('record.lead'),
    egress: t('egress.lead'),
    privacy: t('privacy.lead'),
    telemetry: t('telemetry.lead'),
    policy: t('policy.lead'),
    machine: t('machine.lead'),
  }
  return <p className="settings-page-lead">{words[section]}</p>
}

function Panel({ section }: { readonly section: SettingsSection }): ReactElement {
  switch (section) {
    case 'appearance':
      return <AppearancePanel />
    case 'agent':
      return (
        <>
          <AgentPanel />
          <h2 className="settings-page-part">{t('settings.part-terminals')}</h2>
          <TerminalGuardRows />
          <h2 className="settings-page-part">{t('settings.part-ring')}</h2>
          <RingRows />
          <h2 className="settings-page-part">{t('settings.part-ai')}</h2>
          <AiSettingRows />
        </>
      )
    case 'credentials':
      return <CredentialsPanel />
    case 'record':
      return <RecordPanel />
    case 'egress':
      return <EgressPanel />
    case 'privacy':
      return <PrivacyPanel />
    case 'telemetry':
      return <TelemetryPanel />
    case 'policy':
      return <PolicyPanel />
    case 'machine':
      return <MachinePanel />
  }
}

const goTo = (section: SettingsSection) => navigate(`/settings/${section}`, { replace: true })

const narrowPx = 760

/** The pages: a list, or in a narrow window one field that says which is shown. */
function PageList({ section }: { readonly section: SettingsSection }): ReactElement {
  const isNarrow = useMaxWidth(narrowPx)
  if (isNarrow) {
    return (
      <Select
        label={t('settings.page')}
        labelHidden
        icon={icons[section]}
        value={section}
        onValueChange={goTo}
        options={settingsSections.map((value) => ({
          value,
          label: t(`settings.section-${value}`),
        }))}
      />
    )
  }
  return (
    <ul>
      {settingsSections.map((name) => (
        <li key={name}>
          <button
            type="button"
            className="settings-page-item"
            aria-current={name === section ? 'page' : undefined}
            onClick={() => goTo(name)}
          >
            <Icon name={icons[name]} />
            {t(`settings.section-${name}`)}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The list of settings pages on the left, the chosen one beside it. */
export function SettingsPage({ section }: { readonly section: SettingsSection }): ReactElement {
  useRevealedSetting()
  return (
    <main className="settings-page">
      <nav className="settings-page-list" aria-label={t('settings.title')} data-region="list">
        <p className="settings-page-title">{t('settings.title')}</p>
        <SettingsSearch
          onChoose={({ section: page, name }) =>
            navigate(`/settings/${page}?setting=${name}`, { replace: true })
          }
        />
        <PageList section={section} />
      </nav>
      <div className="settings-page-scroll" data-region="page">
        <div className="settings-page-body">
          <h1 className="settings-page-name">{t(`settings.section-${section}`)}</h1>
          <Lead section={section} />
          <Panel section={section} />
        </div>
      </div>
    </main>
  )
}
