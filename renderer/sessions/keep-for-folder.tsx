import type { ReactElement } from 'react'
import type { PermissionMode } from '../../shared/sessions/model.ts'
import { settingsFor } from '../../shared/settings/model.ts'
import type { Workspace } from '../../shared/workspace/model.ts'
import { useApp, useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'

export interface KeepForFolderProps {
  readonly folder: Workspace
  readonly model: string
  readonly mode: PermissionMode
}

/** Offers to keep a model and mode for the folder, once they differ from what holds there. */
export function KeepForFolder({ folder, model, mode }: KeepForFolderProps): ReactElement | null {
  const settings = useApp((app) => app.settings)
  const change = useCommand('settings.change')
  const held = settingsFor(settings, folder.path)
  const chosen = { model: model.trim(), mode }
  const isOwn = Object.hasOwn(settings.projects, folder.path)
  if (chosen.model === held.model && mode === held.mode) {
    return isOwn ? <p className="new-session-kept">{t('new.kept-for-folder')}</p> : null
  }
  const projects = {
    ...settings.projects,
    [folder.path]: { ...settings.projects[folder.path], ...chosen },
  }
  return (
    <p className="new-session-kept">
      <Button size="small" disabled={change.busy} onClick={() => void change.run({ projects })}>
        {t('new.keep-for-folder', { name: folder.name })}
      </Button>
      {change.failure && <span role="status"> {change.failure.message}</span>}
    </p>
  )
}
