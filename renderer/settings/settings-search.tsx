import { type ReactElement, useState } from 'react'
import { t } from '../messages/index.ts'
import { Field } from '../ui/field.tsx'
import { type FoundSetting, findSettings } from './find-settings.ts'
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
                {one.title}
                <span>{t(`settings.section-${one.section}`)}</span>
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
