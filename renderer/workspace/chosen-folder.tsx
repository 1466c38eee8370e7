import type { ReactElement } from 'react'
import type { Workspace } from '../../shared/workspace/model.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Mark } from '../ui/mark.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import './folder-choice.css'

export interface ChosenFolderProps {
  /** Null while it is looked at. */
  readonly workspace: Workspace | null
  readonly onChange: () => void
  readonly onLook: () => void
}

/** The chosen folder: where it is, its branch, and what was decided about its own settings. */
export function ChosenFolder({ workspace, onChange, onLook }: ChosenFolderProps): ReactElement {
  if (workspace === null) return <Skeleton label={t('folder.looking')} shape="rows" lines={1} />
  const { name, path, branch } = workspace
  return (
    <div className="chosen-folder">
      <Icon name="folder" />
      <div className="chosen-folder-text">
        <p className="chosen-folder-name">
          <b>{name}</b>
          <span>{branch === null ? t('folder.no-branch') : t('folder.branch', { branch })}</span>
        </p>
        <code>{path}</code>
        <TrustLine workspace={workspace} onLook={onLook} />
      </div>
      <Button variant="quiet" size="small" onClick={onChange}>
        {t('folder.change')}
      </Button>
    </div>
  )
}

interface TrustLineProps {
  readonly workspace: Workspace
  readonly onLook: () => void
}

function TrustLine({ workspace, onLook }: TrustLineProps): ReactElement {
  const { trust, findings } = workspace
  if (findings.length === 0) return <p className="chosen-folder-trust">{t('folder.no-findings')}</p>
  const mustDecide = trust === 'undecided' || trust === 'changed'
  const words = {
    undecided: t('folder.undecided', { count: findings.length }),
    changed: t('folder.changed'),
    trusted: t('folder.trusted'),
    limited: t('folder.limited'),
  }
  return (
    <p className={mustDecide ? 'chosen-folder-trust chosen-folder-ask' : 'chosen-folder-trust'}>
      {mustDecide && <Mark kind="waiting" label={t('sessions.mark-waiting')} sizePx={12} />}
      <span>{words[trust]}</span>
      <Button size="small" variant={mustDecide ? 'default' : 'quiet'} onClick={onLook}>
        {mustDecide ? t('folder.look') : t('folder.look-again')}
      </Button>
    </p>
  )
}
