import type { ReactElement } from 'react'
import type { Settings } from '../../shared/settings/model.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Segmented } from '../ui/segmented.tsx'
import { OwnSettingRow } from './own-setting-row.tsx'
import { useSettings } from './use-settings.ts'

const themes = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][]
const densities = [
  'compact',
  'normal',
  'comfortable',
] as const satisfies readonly Settings['density'][]

/** Theme and density, in force at once. */
export function AppearancePanel(): ReactElement {
  const { settings, failure, change } = useSettings()
  return (
    <>
      <FailureLine failure={failure} />
      <OwnSettingRow
        name="theme"
        setting="theme"
        title={t('appearance.theme')}
        description={t('appearance.theme-what')}
      >
        <Segmented
          label={t('appearance.theme')}
          value={settings.theme}
          onValueChange={(theme) => void change({ theme })}
          options={themes.map((value) => ({ value, label: t(`appearance.theme-${value}`) }))}
        />
      </OwnSettingRow>
      <OwnSettingRow
        name="density"
        setting="density"
        title={t('appearance.density')}
        description={t('appearance.density-what')}
      >
        <Segmented
          label={t('appearance.density')}
          value={settings.density}
          onValueChange={(density) => void change({ density })}
          options={densities.map((value) => ({ value, label: t(`appearance.density-${value}`) }))}
        />
      </OwnSettingRow>
    </>
  )
}
