import { type FormEvent, type ReactElement, useState } from 'react'
import type { LetThrough, RingLevel, RingStanding } from '../../shared/sessions/ring.ts'
import { useApp, useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { OwnSettingRow } from '../settings/index.ts'
import { Button } from '../ui/button.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { Field } from '../ui/field.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SettingRow } from '../ui/setting-row.tsx'
import { reachableWords, standingWords } from './ring-words.ts'
import './ring-rows.css'

const levels = ['ring', 'off'] as const satisfies readonly RingLevel[]
const accesses = ['read', 'write'] as const satisfies readonly LetThrough['access'][]

/** Whether new sessions run in the outer ring, whether it can be had, and what is let through. */
export function RingRows(): ReactElement {
  const { ring, ringLetThrough } = useApp((app) => app.settings)
  const { value, reload } = useQuery('sessions.ring', {})
  const change = useCommand('settings.change')
  const entry = useCommand('settings.changeEntry')
  return (
    <>
      <OwnSettingRow
        name="ring"
        setting="ring"
        title={t('ring.setting')}
        description={t('ring.setting-what')}
      >
        <Segmented
          label={t('ring.setting')}
          value={ring}
          onValueChange={(level) => void change.run({ ring: level })}
          options={levels.map((one) => ({ value: one, label: t(`ring.level-${one}`) }))}
        />
      </OwnSettingRow>
      <FailureLine failure={change.failure ?? entry.failure} />
      <div className="ring-standing" role="status">
        {value === null ? t('ring.looking') : <Standing standing={value.standing} />}
        <Button size="small" onClick={reload}>
          {t('ring.again')}
        </Button>
      </div>
      <OwnSettingRow
        name="ring-let-through"
        setting="ringLetThrough"
        title={t('ring.let-through')}
        description={t('ring.let-through-what')}
      >
        <span />
      </OwnSettingRow>
      {ringLetThrough.map((one) => (
        <SettingRow
          key={one.path}
          title={<code>{one.path}</code>}
          description={t(`ring.access-${one.access}`)}
        >
          <Button
            size="small"
            disabled={entry.busy}
            onClick={() => void entry.run({ list: 'ringLetThrough', path: one.path, access: null })}
          >
            {t('ring.take-back')}
          </Button>
        </SettingRow>
      ))}
      <AddPath
        known={ringLetThrough}
        onAdd={async (one) => (await entry.run({ list: 'ringLetThrough', ...one })) !== null}
      />
    </>
  )
}

function Standing({ standing }: { readonly standing: RingStanding }): ReactElement {
  const open = standing.state === 'works' ? reachableWords(standing.reachable) : null
  const command = standing.state === 'works' ? null : standing.command
  return (
    <div>
      <p>{standingWords(standing)}</p>
      {open !== null && <p>{open}</p>}
      {command !== null && <CodeBlock label={t('ring.install')} text={command} language="sh" />}
    </div>
  )
}

interface AddPathProps {
  readonly known: readonly LetThrough[]
  readonly onAdd: (one: LetThrough) => Promise<boolean>
}

function AddPath({ known, onAdd }: AddPathProps): ReactElement {
  const [path, setPath] = useState('')
  const [access, setAccess] = useState<LetThrough['access']>('read')
  const wrong = problemOf(path, known)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (path.trim() === '' || wrong !== null) return
    if (await onAdd({ path: path.trim(), access })) setPath('')
  }
  return (
    <form className="ring-add" onSubmit={(event) => void add(event)}>
      <Field
        label={t('ring.add-path')}
        mono
        placeholder={t('ring.add-placeholder')}
        value={path}
        onValueChange={setPath}
        {...(wrong === null ? {} : { error: wrong })}
      />
      <Segmented
        label={t('ring.access')}
        value={access}
        onValueChange={setAccess}
        options={accesses.map((one) => ({ value: one, label: t(`ring.access-${one}`) }))}
      />
      <Button type="submit" disabled={path.trim() === '' || wrong !== null}>
        {t('ring.add')}
      </Button>
    </form>
  )
}

function problemOf(text: string, known: readonly LetThrough[]): string | null {
  const path = text.trim()
  if (path === '') return null
  if (!path.startsWith('/')) return t('ring.path-relative')
  return known.some((one) => one.path === path) ? t('ring.path-twice') : null
}
