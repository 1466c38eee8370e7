import { type ReactElement, useState } from 'react'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { OwnSettingRow } from './own-setting-row.tsx'
import type { SettingKey } from './setting-words.ts'
import './agent-panel.css'

export interface TextSettingProps {
  readonly name: string
  readonly setting: SettingKey
  readonly title: string
  readonly description: string
  readonly placeholder: string
  readonly saved: string
  /** Why a text cannot be saved, as a sentence; null where it can. */
  readonly faultOf?: (text: string) => string | null
  readonly onSave: (text: string) => Promise<unknown>
  readonly onReset?: () => void
}

/** A setting that is typed; it is saved by Enter or its button, which is there once the text differs. */
export function TextSetting(props: TextSettingProps): ReactElement {
  const { title, placeholder, saved, faultOf, onSave } = props
  const [text, setText] = useState(saved)
  const isChanged = text.trim() !== saved
  const fault = isChanged ? (faultOf?.(text.trim()) ?? null) : null
  return (
    <OwnSettingRow {...props}>
      <form
        className="agent-panel-text"
        onSubmit={(event) => {
          event.preventDefault()
          if (fault === null) void onSave(text.trim())
        }}
      >
        <Field
          label={title}
          labelHidden
          mono
          value={text}
          onValueChange={setText}
          placeholder={placeholder}
          {...(fault === null ? {} : { error: fault })}
        />
        {isChanged && fault === null && <Button type="submit">{t('settings.save')}</Button>}
      </form>
    </OwnSettingRow>
  )
}
