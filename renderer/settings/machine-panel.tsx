import type { ReactElement } from 'react'
import type { ProjectSettings } from '../../shared/settings/model.ts'
import { useApp, useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { SettingRow } from '../ui/setting-row.tsx'
import { ImportSettings } from './import-settings.tsx'
import { InstallCommand } from './install-command.tsx'
import { ResetSettings } from './reset-settings.tsx'
import { saveText } from './save-text.ts'
import { useSettings } from './use-settings.ts'
import './machine-panel.css'

/** Carrying settings from one machine to another, and folders that have some of their own. */
export function MachinePanel(): ReactElement {
  return (
    <>
      <InstallCommand />
      <ExportSettings />
      <ImportSettings />
      <ResetSettings />
      <ProjectList />
      <OtherProgram />
    </>
  )
}

function ExportSettings(): ReactElement {
  const exported = useCommand('settings.export')
  const save = async () => {
    const made = await exported.run({})
    if (made) saveText('settings.json', made.text)
  }
  return (
    <SettingRow
      name="export-settings"
      title={t('machine.export')}
      description={t('machine.export-what')}
    >
      {exported.failure && <span role="status">{exported.failure.message}</span>}
      <Button disabled={exported.busy} onClick={() => void save()}>
        {t('machine.export-do')}
      </Button>
    </SettingRow>
  )
}

function ProjectList(): ReactElement {
  const settings = useApp((app) => app.settings)
  const { failure, run } = useCommand('settings.changeEntry')
  const projects = Object.entries(settings.projects).sort(([a], [b]) => a.localeCompare(b))
  const forget = (path: string) => void run({ list: 'projects', path, own: null })
  return (
    <section
      className="machine-folders"
      aria-labelledby="machine-folders-title"
      data-setting="folders"
    >
      <h2 id="machine-folders-title">{t('machine.folders')}</h2>
      <p>{projects.length === 0 ? t('machine.folders-none') : t('machine.folders-what')}</p>
      <FailureLine failure={failure} />
      {projects.map(([path, own]) => (
        <SettingRow key={path} title={<code>{path}</code>} description={ownWords(own)}>
          <Button size="small" onClick={() => forget(path)}>
            {t('machine.folders-forget')}
          </Button>
        </SettingRow>
      ))}
    </section>
  )
}

/** Files of the command-line program of the same name: named, left alone, and what can be taken over. */
function OtherProgram(): ReactElement | null {
  const { value } = useQuery('settings.otherFiles', {})
  const { settings, failure, change } = useSettings()
  if (!value || value.files.length === 0) return null
  const { model } = value.importable
  return (
    <section className="machine-folders" aria-labelledby="machine-other-title">
      <h2 id="machine-other-title">{t('machine.other')}</h2>
      <p>{t('machine.other-what', { names: value.files.join(', ') })}</p>
      <FailureLine failure={failure} />
      {model !== undefined && model !== settings.model && (
        <SettingRow title={t('machine.other-model')} description={<code>{model}</code>}>
          <Button size="small" onClick={() => void change({ model })}>
            {t('machine.other-take')}
          </Button>
        </SettingRow>
      )}
    </section>
  )
}

function ownWords({ model, mode, purse, ring }: ProjectSettings): string {
  return [
    mode && t(`new.mode-${mode}`),
    model !== undefined && (model || t('agent-settings.model-placeholder')),
    purse && t(`agent-settings.purse-${purse}`),
    ring && `${t('ring.title')}: ${t(`ring.level-${ring}`)}`,
  ]
    .filter(Boolean)
    .join(', ')
}
