import { type ReactElement, useState } from 'react'
import type { Retained } from '../../shared/privacy/model.ts'
import type { Settings } from '../../shared/settings/model.ts'
import { useApp, useCommand, useMinute } from '../client/index.ts'
import { formatBytes, formatMoment, t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { OwnSettingRow } from '../settings/index.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { CopySizeRows } from './copy-size-rows.tsx'
import { ownerWords } from './owner-words.ts'

const rows = [
  { key: 'sessionRetentionDays', part: 'sessions', usual: 180 },
  { key: 'inboxRetentionDays', part: 'questions', usual: 7 },
  { key: 'undoRetentionDays', part: 'copies', usual: 30 },
  { key: 'ledgerRetentionDays', part: 'ledger', usual: 365 },
  { key: 'logRetentionDays', part: 'log', usual: 30 },
  { key: 'leftoverRetentionDays', part: 'leftovers', usual: 30 },
  { key: 'cacheRetentionDays', part: 'caches', usual: 30 },
] as const

const mostDays = 3_650

/** How long parts are kept, and what went for its age. */
export function RetentionSection({
  retained,
}: {
  readonly retained: readonly Retained[]
}): ReactElement {
  const settings = useApp((app) => app.settings)
  const change = useCommand('settings.change')
  return (
    <section aria-labelledby="privacy-retention">
      <h2 id="privacy-retention" className="privacy-heading">
        {t('privacy.retention')}
      </h2>
      <p className="privacy-home">{t('privacy.retention-what')}</p>
      <FailureLine failure={change.failure} />
      {rows.map((row) => (
        <KeepRow
          key={row.key}
          row={row}
          days={settings[row.key]}
          onChange={(days) => void change.run({ [row.key]: days })}
        />
      ))}
      <CopySizeRows />
      <RetainedLines retained={retained} />
    </section>
  )
}

interface KeepRowProps {
  readonly row: (typeof rows)[number]
  readonly days: Settings['logRetentionDays']
  readonly onChange: (days: number | null) => void
}

function KeepRow({ row, days, onChange }: KeepRowProps): ReactElement {
  const title = t(`privacy.keep-${row.part}`)
  return (
    <OwnSettingRow
      name={`keep-${row.part}`}
      setting={row.key}
      title={title}
      description={t(`privacy.keep-${row.part}-what`)}
    >
      <Segmented
        label={title}
        value={days === null ? 'all' : 'days'}
        onValueChange={(kept) => onChange(kept === 'all' ? null : row.usual)}
        options={[
          { value: 'all', label: t('privacy.keep-all') },
          { value: 'days', label: t('privacy.keep-days') },
        ]}
      />
      {days !== null && <Days key={days} saved={days} onSave={onChange} />}
    </OwnSettingRow>
  )
}

interface DaysProps {
  readonly saved: number
  readonly onSave: (days: number) => void
}

function Days({ saved, onSave }: DaysProps): ReactElement {
  const [text, setText] = useState(String(saved))
  const days = Number(text)
  const isValid = Number.isInteger(days) && days >= 1 && days <= mostDays
  return (
    <form
      className="privacy-days"
      onSubmit={(event) => {
        event.preventDefault()
        if (isValid) onSave(days)
      }}
    >
      <Field
        label={t('privacy.days')}
        labelHidden
        inputMode="numeric"
        value={text}
        onValueChange={setText}
        trailing={t('privacy.days-unit')}
        error={isValid ? undefined : t('privacy.days-invalid')}
      />
      {isValid && days !== saved && <Button type="submit">{t('privacy.days-save')}</Button>}
    </form>
  )
}

function RetainedLines({ retained }: { readonly retained: readonly Retained[] }): ReactElement {
  const nowMs = useMinute()
  if (retained.length === 0) return <p className="privacy-home">{t('privacy.retained-none')}</p>
  return (
    <>
      <h3 className="privacy-subheading">{t('privacy.retained')}</h3>
      <ul className="privacy-retained">
        {retained.map(({ at, owner, items, bytes }) => (
          <li key={`${at} ${owner}`}>
            {t('privacy.retained-line', {
              when: formatMoment(at, nowMs),
              count: items,
              name: ownerWords(owner).name,
              size: formatBytes(bytes),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}
