import { type ReactElement, useState } from 'react'
import { t } from '../messages/index.ts'
import { Field } from '../ui/field.tsx'
import { findSettings } from './find-settings.ts'
import './settings-search.css'

export interface SettingsSearchProps {
  readonly onChoose: (section: string) => void
}

/** Finds settings by the words that describe them and leads to their page. */
export function SettingsSearch({ onChoose }: SettingsSearchProps): ReactElement {
  const [question, setQuestion] = useState('')
  const found = findSettings(question)
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
          {found.map(({ section, title, description }) => (
            <li key={`${section} ${title}`}>
              <button type="button" onClick={() => onChoose(section)} title={description}>
                {title}
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
