import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import type { OutputOf } from '../../shared/contract.ts'
import { folderName, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import './folder-dialog.css'

export interface FolderDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onChoose: (path: string) => void
}

/** Walks through the folders of this machine, by mouse or by arrow keys, and chooses one. */
export function FolderDialog({ open, onOpenChange, onChoose }: FolderDialogProps): ReactElement {
  const [path, setPath] = useState('')
  const listing = useQuery('workspace.listFolders', open ? { path } : null)
  const { value, failure } = listing
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('folders.title')}
      closeLabel={t('app.close')}
      footer={
        value && (
          <>
            <Button variant="primary" onClick={() => onChoose(value.path)}>
              {t('folders.choose', { name: folderName(value.path) })}
            </Button>
            <Button variant="quiet" onClick={() => onOpenChange(false)}>
              {t('app.cancel')}
            </Button>
          </>
        )
      }
    >
      {failure && (
        <Banner
          tone="stop"
          mark={{ kind: 'denied', label: t('app.mark-refused') }}
          title={failure.message}
          announce="polite"
        />
      )}
      {value ? (
        <FolderList listing={value} onOpen={setPath} />
      ) : (
        <Skeleton label={t('folders.opening')} shape="rows" lines={6} />
      )}
    </Dialog>
  )
}

interface FolderListProps {
  readonly listing: OutputOf<'workspace.listFolders'>
  readonly onOpen: (path: string) => void
}

function moveFocus(list: HTMLElement, step: number): void {
  const rows = [...list.querySelectorAll<HTMLElement>('button')]
  const at =
    document.activeElement instanceof HTMLElement ? rows.indexOf(document.activeElement) : -1
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus()
}

function FolderList({ listing, onOpen }: FolderListProps): ReactElement {
  const { path, parent, folders } = listing
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    // A new folder was opened: its first row is where the keys go on.
    if (path !== '') list.current?.querySelector('button')?.focus()
  }, [path])
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveFocus(event.currentTarget, 1),
      ArrowUp: () => moveFocus(event.currentTarget, -1),
      ArrowRight: () =>
        document.activeElement instanceof HTMLElement && document.activeElement.click(),
      ArrowLeft: () => parent !== null && onOpen(parent),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }
  return (
    <>
      <p className="folder-dialog-path">
        <code>{path}</code>
      </p>
      <ul
        ref={list}
        className="folder-dialog-list"
        aria-label={t('folders.list', { path })}
        onKeyDown={onKeyDown}
      >
        {parent !== null && (
          <li>
            <button type="button" className="folder-dialog-row" onClick={() => onOpen(parent)}>
              <Icon name="chevron-up" sizePx={14} />
              <span>{t('folders.up')}</span>
            </button>
          </li>
        )}
        {folders.map((folder) => (
          <li key={folder.path}>
            <button type="button" className="folder-dialog-row" onClick={() => onOpen(folder.path)}>
              <Icon name={folder.repository ? 'branch' : 'folder'} sizePx={14} />
              <span className="folder-dialog-name">{folder.name}</span>
              {folder.repository && <em>{t('folders.repository')}</em>}
            </button>
          </li>
        ))}
      </ul>
      {folders.length === 0 && <p className="folder-dialog-quiet">{t('folders.empty')}</p>}
      <p className="folder-dialog-quiet">{t('folders.how')}</p>
    </>
  )
}
