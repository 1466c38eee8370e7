import type { ReactElement } from 'react'
import type { SettingsChange } from '../../shared/settings/model.ts'
import { t } from '../messages/index.ts'
import { type SettingKey, settingTitle, valueWords } from './setting-words.ts'
import { useSettings } from './use-settings.ts'

/** What a change would make of the settings in force, one a line. */
export function ChangeList({ change }: { readonly change: SettingsChange }): ReactElement {
  const { settings } = useSettings()
  const next = Object.assign({ ...settings }, change)
  return (
    <ul className="machine-changes">
      {(Object.keys(change) as SettingKey[]).map((key) => (
        <li key={key}>
          {t('rows.change-line', {
            name: settingTitle(key),
            from: valueWords(key, settings),
            to: valueWords(key, next),
          })}
        </li>
      ))}
    </ul>
  )
}
