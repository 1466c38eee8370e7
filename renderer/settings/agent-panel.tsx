import type { ReactElement } from 'react'
import type { Settings } from '../../shared/settings/model.ts'
import { useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Segmented } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import { AgentStatusRow } from './agent-status-row.tsx'
import { OwnSettingRow } from './own-setting-row.tsx'
import { limitWords, unansweredLimits } from './setting-words.ts'
import { TextSetting } from './text-setting.tsx'
import { useSettings } from './use-settings.ts'
import './agent-panel.css'

const purses = ['own-login', 'api-key'] as const satisfies readonly Settings['purse'][]
const modes = ['default', 'acceptEdits', 'plan'] as const satisfies readonly Settings['mode'][]

/** Which agent program works, who pays, and what new sessions begin with. */
export function AgentPanel(): ReactElement {
  const { settings, failure, change } = useSettings()
  const status = useQuery('sessions.checkAgent', { agent: 'claude-code' })
  const save = async (part: Partial<Settings>) => {
    if (await change(part)) status.reload()
  }
  return (
    <>
      <div className="agent-panel-status">
        <AgentStatusRow query={status} />
      </div>
      <FailureLine failure={failure} />
      <OwnSettingRow
        name="purse"
        setting="purse"
        title={t('agent-settings.purse')}
        description={t('agent-settings.purse-what')}
        onReset={status.reload}
      >
        <Segmented
          label={t('agent-settings.purse')}
          value={settings.purse}
          onValueChange={(purse) => void save({ purse })}
          options={purses.map((value) => ({ value, label: t(`agent-settings.purse-${value}`) }))}
        />
      </OwnSettingRow>
      <OwnSettingRow
        name="mode"
        setting="mode"
        title={t('agent-settings.mode')}
        description={t('agent-settings.mode-what')}
      >
        <Segmented
          label={t('agent-settings.mode')}
          value={settings.mode}
          onValueChange={(mode) => void save({ mode })}
          options={modes.map((value) => ({ value, label: t(`new.mode-${value}`) }))}
        />
      </OwnSettingRow>
      <UnansweredRow
        limit={settings.unansweredMinutes}
        onChange={(unansweredMinutes) => void save({ unansweredMinutes })}
      />
      <TextSetting
        name="model"
        setting="model"
        key={`model ${settings.model}`}
        title={t('agent-settings.model')}
        description={t('agent-settings.model-what')}
        placeholder={t('agent-settings.model-placeholder')}
        saved={settings.model}
        onSave={(model) => save({ model })}
      />
      <TextSetting
        name="path"
        setting="claudePath"
        key={`path ${settings.claudePath}`}
        title={t('agent-settings.path')}
        description={t('agent-settings.path-what')}
        placeholder={t('agent-settings.path-placeholder')}
        saved={settings.claudePath}
        onSave={(claudePath) => save({ claudePath })}
        onReset={status.reload}
      />
    </>
  )
}

type Limit = Settings['unansweredMinutes']

interface UnansweredRowProps {
  readonly limit: Limit
  readonly onChange: (limit: Limit) => void
}

function UnansweredRow({ limit, onChange }: UnansweredRowProps): ReactElement {
  return (
    <OwnSettingRow
      name="unanswered"
      setting="unansweredMinutes"
      title={t('agent-settings.unanswered')}
      description={t('agent-settings.unanswered-what')}
    >
      <Select
        label={t('agent-settings.unanswered')}
        labelHidden
        value={String(limit)}
        onValueChange={(chosen) =>
          onChange(unansweredLimits(limit).find((one) => String(one) === chosen) ?? null)
        }
        options={unansweredLimits(limit).map((one) => ({
          value: String(one),
          label: limitWords(one),
        }))}
      />
    </OwnSettingRow>
  )
}
