import type { ReactElement } from 'react'
import type { PermissionMode } from '../../shared/sessions/model.ts'
import type { RingLevel } from '../../shared/sessions/ring.ts'
import { settingsFor } from '../../shared/settings/model.ts'
import type { Workspace } from '../../shared/workspace/model.ts'
import { useApp, useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'

export interface KeepForFolderProps {
  readonly folder: Workspace
  readonly model: string
  readonly mode: PermissionMode
  readonly ring: RingLevel
}

/** Offers to keep model, mode and ring for the folder, once they differ from what holds there. */
export function KeepForFolder(props: KeepForFolderProps): ReactElement | null {
  const { folder, model, mode, ring } = props
  const settings = useApp((app) => app.settings)
  const change = useCommand('settings.changeEntry')
  const held = settingsFor(settings, folder.path)
  const chosen = { model: model.trim(), mode, ring }
  const isOwn = Object.hasOwn(settings.projects, folder.path)
  const isHeld = chosen.model === held.model && mode === held.mode && ring === held.ring
  if (isHeld) {
    return isOwn ? <p className="new-session-kept">{t('new.kept-for-folder')}</p> : null
  }
  const entry = { list: 'projects', path: folder.path, own: chosen } as const
  return (
    <p className="new-session-kept">
      <Button size="small" disabled={change.busy} onClick={() => void change.run(entry)}>
        {t('new.keep-for-folder', { name: folder.name })}
      </Button>
      {change.failure && <span role="status"> {change.failure.message}</span>}
    </p>
  )
}
