import { type ReactElement, type ReactNode, useRef } from 'react'
import { defaultSettings, isAtDefault } from '../../shared/settings/model.ts'
import { t } from '../messages/index.ts'
import { SettingRow } from '../ui/setting-row.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { type SettingKey, valueWords } from './setting-words.ts'
import { useSettings } from './use-settings.ts'

export interface OwnSettingRowProps {
  /** By which the search leads here. */
  readonly name: string
  readonly setting: SettingKey
  readonly title: string
  readonly description: string
  /** Called after it went back to its default. */
  readonly onReset?: () => void
  /** The control. */
  readonly children: ReactNode
}

/** A setting with its effect, its default, whether it differs, and the way back. */
export function OwnSettingRow(props: OwnSettingRowProps): ReactElement {
  const { name, setting, title, description, onReset, children } = props
  const { settings, failure, change } = useSettings()
  const place = useRef<HTMLSpanElement>(null)
  const isDefault = isAtDefault(settings, setting)
  const value = valueWords(setting, defaultSettings)
  const reset = async () => {
    if (!(await change({ [setting]: defaultSettings[setting] }))) return
    // The link is gone; who used it stays in its row.
    place.current?.closest<HTMLElement>('.setting-row')?.querySelector<HTMLElement>(usable)?.focus()
    onReset?.()
  }
  return (
    <SettingRow
      name={name}
      title={title}
      description={description}
      standing={
        <>
          <span ref={place}>{t(isDefault ? 'rows.default' : 'rows.changed', { value })}</span>
          {!isDefault && (
            <TextLink
              small
              aria-label={`${t('rows.reset')}: ${title}`}
              onClick={() => void reset()}
            >
              {t('rows.reset')}
            </TextLink>
          )}
          {failure && <span role="status">{failure.message}</span>}
        </>
      }
    >
      {children}
    </SettingRow>
  )
}

const usable = '.setting-row-control :is(input:checked, input:not([type="radio"]), button)'
