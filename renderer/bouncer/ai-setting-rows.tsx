import { type ReactElement, useState } from 'react'
import { aiAddressFault } from '../../shared/bouncer/ai-address.ts'
import type { AiProvider } from '../../shared/bouncer/ai-review.ts'
import type { Settings } from '../../shared/settings/model.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { OwnSettingRow, TextSetting, useSettings } from '../settings/index.ts'
import { Select } from '../ui/select.tsx'
import { AiConsentDialog } from './ai-consent-dialog.tsx'
import { AiKeyRow } from './ai-key-row.tsx'

const choices = ['off', 'anthropic', 'claude', 'local'] as const

/** Who is asked before the person, and with which models; switching it on says first what is sent. */
export function AiSettingRows(): ReactElement {
  const { settings, failure, change } = useSettings()
  const [wanted, setWanted] = useState<AiProvider | null>(null)
  const { aiProvider } = settings
  const choose = (choice: Settings['aiProvider']) => {
    if (choice === 'off') void change({ aiProvider: 'off' })
    else if (choice !== aiProvider) setWanted(choice)
  }
  return (
    <>
      <OwnSettingRow
        name="ai-provider"
        setting="aiProvider"
        title={t('ai.provider')}
        description={t('ai.provider-what')}
      >
        <Select
          label={t('ai.provider')}
          labelHidden
          value={aiProvider}
          onValueChange={choose}
          options={choices.map((value) => ({ value, label: t(`ai.provider-${value}`) }))}
        />
      </OwnSettingRow>
      {aiProvider === 'anthropic' && <AiKeyRow />}
      <FailureLine failure={failure} />
      <ModelRow which="first-model" setting="aiFirstModel" />
      <ModelRow which="model" setting="aiModel" />
      <TextSetting
        key={settings.aiAddress}
        name="ai-address"
        setting="aiAddress"
        title={t('ai.address')}
        description={t('ai.address-what')}
        placeholder={t('ai.address-placeholder')}
        saved={settings.aiAddress}
        faultOf={addressFault}
        onSave={(aiAddress) => change({ aiAddress })}
      />
      <AiConsentDialog
        wanted={wanted}
        onClose={() => setWanted(null)}
        onAgree={(provider) => {
          setWanted(null)
          void change({ aiProvider: provider })
        }}
      />
    </>
  )
}

function addressFault(address: string): string | null {
  const fault = aiAddressFault(address)
  return fault === null ? null : t(`ai.address-${fault}`)
}

interface ModelRowProps {
  readonly which: 'model' | 'first-model'
  readonly setting: 'aiModel' | 'aiFirstModel'
}

function ModelRow({ which, setting }: ModelRowProps): ReactElement {
  const { settings, change } = useSettings()
  return (
    <TextSetting
      key={settings[setting]}
      name={`ai-${which}`}
      setting={setting}
      title={t(`ai.${which}`)}
      description={t(`ai.${which}-what`)}
      placeholder={t('ai.model-placeholder')}
      saved={settings[setting]}
      onSave={(text) => change({ [setting]: text })}
    />
  )
}
