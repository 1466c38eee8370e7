import { type ReactElement, useState } from 'react'
import type { RecentWorkspace, Workspace } from '../../shared/workspace/model.ts'
import { type Query, useApp, useCommand, useMinute, useQuery } from '../client/index.ts'
import { formatAge, t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { ChosenFolder } from './chosen-folder.tsx'
import { FolderDialog } from './folder-dialog.tsx'
import './folder-choice.css'

export interface FolderChoiceProps {
  /** Absolute path; empty while nothing is chosen. */
  readonly path: string
  readonly onChoose: (path: string) => void
  /** What `workspace.inspect` says about the path. */
  readonly inspected: Query<Workspace>
  readonly onLook: () => void
}

/** A folder by path field, by list, by the system's dialog where there is one, or out of those opened before. */
export function FolderChoice(props: FolderChoiceProps): ReactElement {
  const { path, onChoose, inspected, onLook } = props
  const { value, failure } = inspected
  if (path !== '' && failure === null) {
    return <ChosenFolder workspace={value} onChange={() => onChoose('')} onLook={onLook} />
  }
  return (
    <div className="folder-choice">
      {failure && (
        <Banner
          tone="stop"
          mark={{ kind: 'denied', label: t('app.mark-refused') }}
          title={failure.message}
          announce="polite"
        />
      )}
      <PathRow start={path} onChoose={onChoose} />
      <Recents onChoose={onChoose} />
    </div>
  )
}

interface ChoosingProps {
  readonly onChoose: (path: string) => void
}

function PathRow({ start, onChoose }: ChoosingProps & { readonly start: string }): ReactElement {
  const [typed, setTyped] = useState(start)
  const [browsing, setBrowsing] = useState(false)
  const isDesktop = useApp(({ host }) => host === 'desktop')
  const pick = useCommand('workspace.pickFolder')
  const pickFolder = async () => {
    const picked = await pick.run({})
    if (picked?.path) onChoose(picked.path)
  }
  return (
    <form
      className="folder-choice-row"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== '') onChoose(typed.trim())
      }}
    >
      <Field
        value={typed}
        onValueChange={setTyped}
        label={t('folder.path')}
        labelHidden
        placeholder={t('folder.placeholder')}
        icon="folder"
        mono
      />
      {typed.trim() !== '' && <Button type="submit">{t('folder.use')}</Button>}
      {isDesktop && (
        <Button disabled={pick.busy} onClick={() => void pickFolder()}>
          {t('folder.system')}
        </Button>
      )}
      <Button onClick={() => setBrowsing(true)}>{t('folder.browse')}</Button>
      {pick.failure && <p role="status">{pick.failure.message}</p>}
      <FolderDialog
        open={browsing}
        onOpenChange={setBrowsing}
        onChoose={(chosen) => {
          setBrowsing(false)
          onChoose(chosen)
        }}
      />
    </form>
  )
}

const mostRecents = 5

function Recents({ onChoose }: ChoosingProps): ReactElement | null {
  const { value } = useQuery('workspace.recent', {})
  const recents = value?.workspaces.slice(0, mostRecents) ?? []
  if (recents.length === 0) return null
  return (
    <section className="folder-choice-recent" aria-label={t('folder.recent')}>
      <h3 className="folder-choice-recent-title">{t('folder.recent')}</h3>
      <ul>
        {recents.map((recent) => (
          <li key={recent.path}>
            <RecentRow recent={recent} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function RecentRow(props: ChoosingProps & { readonly recent: RecentWorkspace }): ReactElement {
  const { recent, onChoose } = props
  const nowMs = useMinute()
  return (
    <button
      type="button"
      className="folder-choice-recent-row"
      disabled={!recent.exists}
      onClick={() => onChoose(recent.path)}
    >
      <Icon name="folder" sizePx={14} />
      <b>{recent.name}</b>
      <code>{recent.path}</code>
      <span>{recent.exists ? formatAge(recent.lastAt, nowMs) : t('folder.recent-gone')}</span>
    </button>
  )
}
