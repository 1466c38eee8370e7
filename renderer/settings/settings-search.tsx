import { type ReactElement, useState } from 'react'
import { isAtDefault } from '../../shared/settings/model.ts'
import { t } from '../messages/index.ts'
import { Field } from '../ui/field.tsx'
import { type FoundSetting, findSettings } from './find-settings.ts'
import { settingOfRow, valueWords } from './setting-words.ts'
import { useSettings } from './use-settings.ts'
import './settings-search.css'

export interface SettingsSearchProps {
  /** Gets the page and the name of the row on it. */
  readonly onChoose: (found: FoundSetting) => void
}

/** Finds settings by the words that describe them and leads to their row. */
export function SettingsSearch({ onChoose }: SettingsSearchProps): ReactElement {
  const [question, setQuestion] = useState('')
  const found = findSettings(question)
  const choose = (one: FoundSetting) => {
    setQuestion('')
    onChoose(one)
  }
  return (
    <search className="settings-search">
      <Field
        type="search"
        soft
        icon="search"
        label={t('settings.search')}
        labelHidden
        placeholder={t('settings.search')}
        value={question}
        onValueChange={setQuestion}
      />
      {question.trim() !== '' && (
        <ul className="settings-search-found" aria-live="polite">
          {found.map((one) => (
            <li key={`${one.section} ${one.name}`}>
              <button type="button" onClick={() => choose(one)} title={one.description}>
                <Hit found={one} />
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="settings-search-none">{t('settings.found-none')}</li>
          )}
        </ul>
      )}
    </search>
  )
}

/** A setting with the place where it stands and, where it has one, the value in force. */
function Hit({ found }: { readonly found: FoundSetting }): ReactElement {
  const { settings } = useSettings()
  const setting = settingOfRow(found.name)
  return (
    <>
      <span className="settings-search-name">{found.title}</span>
      <span className="settings-search-where">{placeWords(found)}</span>
      {setting !== null && (
        <span className="settings-search-value">
          {isAtDefault(settings, setting)
            ? t('rows.value-default', { value: valueWords(setting, settings) })
            : valueWords(setting, settings)}
        </span>
      )}
    </>
  )
}

/** Its page, and the part of the page where the title alone would not say what it is about. */
function placeWords({ section, name }: FoundSetting): string {
  const page = t(`settings.section-${section}`)
  return section === 'privacy' && name.startsWith('keep-')
    ? t('settings.place', { page, part: t('privacy.retention') })
    : page
}
