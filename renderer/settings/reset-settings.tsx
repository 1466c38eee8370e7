import { type ReactElement, useState } from 'react'
import {
  defaultSettings,
  isAtDefault,
  type Settings,
  type SettingsChange,
} from '../../shared/settings/model.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SettingRow } from '../ui/setting-row.tsx'
import { ChangeList } from './change-list.tsx'
import { useSettings } from './use-settings.ts'

/** What all settings of the pages would change back to; folders keep their own. */
function backToDefaults(settings: Settings): SettingsChange {
  const { projects: _own, welcomed: _seen, ...all } = defaultSettings
  const changed = Object.entries(all).filter(
    ([key]) => !isAtDefault(settings, key as keyof Settings),
  )
  return Object.fromEntries(changed)
}

/** Sets everything back, after it has shown what that changes. */
export function ResetSettings(): ReactElement {
  const { settings, failure, change } = useSettings()
  const [isOpen, setOpen] = useState(false)
  const back = backToDefaults(settings)
  const isSame = Object.keys(back).length === 0
  const reset = async () => {
    if (await change(back)) setOpen(false)
  }
  return (
    <>
      <SettingRow
        name="reset-all"
        title={t('rows.reset-all')}
        description={t('rows.reset-all-what')}
      >
        {isSame && <span>{t('rows.reset-all-same')}</span>}
        <Button disabled={isSame} onClick={() => setOpen(true)}>
          {t('rows.reset-all-do')}
        </Button>
      </SettingRow>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('rows.reset-all-title')}
        description={t('rows.reset-all-changes')}
        closeLabel={t('app.close')}
        footer={
          <>
            <Button variant="primary" onClick={() => void reset()}>
              {t('rows.reset-all-now')}
            </Button>
            <Button variant="quiet" onClick={() => setOpen(false)}>
              {t('app.cancel')}
            </Button>
          </>
        }
      >
        <ChangeList change={back} />
        <FailureLine failure={failure} />
      </Dialog>
    </>
  )
}
