import { type ReactElement, useRef, useState } from 'react'
import type { ImportPreview } from '../../shared/settings/model.ts'
import { useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SettingRow } from '../ui/setting-row.tsx'
import { ChangeList } from './change-list.tsx'
import { settingTitle } from './setting-words.ts'
import { useSettings } from './use-settings.ts'

const mostBytes = 256 * 1024

/** Takes a file of exported settings, shows what it would change, and changes it when that is wanted. */
export function ImportSettings(): ReactElement {
  const input = useRef<HTMLInputElement>(null)
  const preview = useCommand('settings.previewImport')
  const { failure, change } = useSettings()
  const [seen, setSeen] = useState<ImportPreview | null>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const look = async (file: File | undefined) => {
    if (!file) return
    setTooLarge(file.size > mostBytes)
    if (file.size <= mostBytes) setSeen(await preview.run({ text: await file.text() }))
  }
  const changes = Object.keys(seen?.change ?? {})
  const take = async () => {
    if (seen && (await change(seen.change))) setSeen(null)
  }
  return (
    <>
      <SettingRow
        name="import-settings"
        title={t('machine.import')}
        description={t('machine.import-what')}
      >
        {tooLarge && <span role="status">{t('machine.import-large')}</span>}
        <input
          ref={input}
          className="machine-file"
          type="file"
          accept=".json,application/json"
          aria-label={t('machine.import')}
          tabIndex={-1}
          onChange={(event) => {
            void look(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <Button onClick={() => input.current?.click()}>{t('machine.import-do')}</Button>
      </SettingRow>
      <FailureLine failure={preview.failure ?? failure} />
      <Dialog
        open={seen !== null}
        onOpenChange={(open) => !open && setSeen(null)}
        title={t('machine.import-title')}
        description={changes.length === 0 ? t('machine.import-same') : t('machine.import-changes')}
        closeLabel={t('app.close')}
        footer={
          <>
            <Button variant="primary" disabled={changes.length === 0} onClick={() => void take()}>
              {t('machine.import-take')}
            </Button>
            <Button variant="quiet" onClick={() => setSeen(null)}>
              {t('app.cancel')}
            </Button>
          </>
        }
      >
        {seen && <ChangeList change={seen.change} />}
        {seen && seen.refused.length > 0 && (
          <p role="status">{t('machine.import-refused', { names: seen.refused.join(', ') })}</p>
        )}
        {seen && seen.leftOut.length > 0 && (
          <p role="status">
            {t('rows.left-out', { names: seen.leftOut.map(settingTitle).join(', ') })}
          </p>
        )}
      </Dialog>
    </>
  )
}
