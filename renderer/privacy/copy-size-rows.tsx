import { type ReactElement, useState } from 'react'
import { useApp, useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { OwnSettingRow } from '../settings/index.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'

const rows = [
  { key: 'undoCallMegabytes', name: 'copy-size' },
  { key: 'undoTotalMegabytes', name: 'copies-size' },
] as const

const mostMegabytes = 1_000_000

/** How much copies of what calls destroy may take, each and all. */
export function CopySizeRows(): ReactElement {
  const settings = useApp((app) => app.settings)
  const change = useCommand('settings.change')
  return (
    <>
      <FailureLine failure={change.failure} />
      {rows.map(({ key, name }) => (
        <OwnSettingRow
          key={key}
          name={name}
          setting={key}
          title={t(`privacy.${name}`)}
          description={t(`privacy.${name}-what`)}
        >
          <Megabytes
            key={settings[key]}
            saved={settings[key]}
            onSave={(megabytes) => void change.run({ [key]: megabytes })}
          />
        </OwnSettingRow>
      ))}
    </>
  )
}

interface MegabytesProps {
  readonly saved: number
  readonly onSave: (megabytes: number) => void
}

function Megabytes({ saved, onSave }: MegabytesProps): ReactElement {
  const [text, setText] = useState(String(saved))
  const megabytes = Number(text)
  const isWhole = text.trim() !== '' && Number.isInteger(megabytes)
  const isValid = isWhole && megabytes >= 0 && megabytes <= mostMegabytes
  return (
    <form
      className="privacy-days"
      onSubmit={(event) => {
        event.preventDefault()
        if (isValid) onSave(megabytes)
      }}
    >
      <Field
        label={t('privacy.megabytes')}
        labelHidden
        inputMode="numeric"
        value={text}
        onValueChange={setText}
        trailing={t('privacy.megabytes-unit')}
        error={isValid ? undefined : t('privacy.megabytes-invalid')}
      />
      {isValid && megabytes !== saved && <Button type="submit">{t('privacy.days-save')}</Button>}
    </form>
  )
}
