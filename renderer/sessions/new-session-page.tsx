import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import type { OutputOf } from '../../shared/contract.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { RingLevel } from '../../shared/sessions/ring.ts'
import { settingsFor } from '../../shared/settings/model.ts'
import type { Workspace } from '../../shared/workspace/model.ts'
import { navigate, type Query, useApp, useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { AgentStatusRow } from '../settings/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { FolderChoice, TrustDialog } from '../workspace/index.ts'
import { AttendanceChoice } from './attendance-choice.tsx'
import { KeepForFolder } from './keep-for-folder.tsx'
import { NewSessionOptions } from './new-session-options.tsx'
import { cannotHaveRing, RingChoice, useRingLevel } from './ring-choice.tsx'
import { startObstacle } from './start-obstacle.ts'
import { useSessionsView } from './store.ts'
import './new-session-page.css'

export interface NewSessionPageProps {
  /** A folder to begin with, from a link. */
  readonly workspace: string | null
}

/** Folder, agent, task, and how freely: everything a session begins with, then Start. */
export function NewSessionPage({ workspace }: NewSessionPageProps): ReactElement {
  const draft = useSessionsView((view) => view.draft)
  const changeDraft = useSessionsView((view) => view.changeDraft)
  useEffect(() => {
    if (workspace) changeDraft({ path: workspace })
  }, [workspace, changeDraft])
  const { path } = draft
  const inspected = useQuery('workspace.inspect', path === '' ? null : { path })
  const folder = path === '' || inspected.failure ? null : inspected.value
  const agent = useQuery('sessions.checkAgent', {
    agent: 'claude-code',
    ...(folder ? { workspace: folder.path } : {}),
  })
  const [looking, setLooking] = useState(false)
  const needsKey = useApp(({ settings }) => settings.purse === 'api-key')
  const level = useRingLevel(folder)
  const ring = useQuery('sessions.ring', folder ? { workspace: folder.path } : {})
  const lacksRing = level === 'ring' && cannotHaveRing(ring.value)
  const obstacle = startObstacle({ folder, agent: agent.value, task: draft.task, lacksRing })
  return (
    <main className="new-session" data-region="page">
      <div className="new-session-column">
        <h1 className="new-session-title">{t('new.title')}</h1>
        <p className="new-session-lead">{t('new.lead')}</p>
        <Part title={t('new.folder')}>
          <FolderChoice
            path={path}
            onChoose={(chosen) => changeDraft({ path: chosen })}
            inspected={inspected}
            onLook={() => setLooking(true)}
          />
        </Part>
        <Part title={t('new.agent')}>
          <AgentStatusRow query={agent} />
          {needsKey && <KeyBanner />}
        </Part>
        <StartForm folder={folder} obstacle={obstacle} ring={{ level, query: ring }} />
      </div>
      {folder && (
        <TrustDialog
          workspace={folder}
          open={looking}
          onOpenChange={setLooking}
          onDecided={inspected.reload}
        />
      )}
    </main>
  )
}

function Part(props: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <section className="new-session-part" aria-label={props.title}>
      <h2 className="new-session-part-title">{props.title}</h2>
      {props.children}
    </section>
  )
}

function KeyBanner(): ReactElement | null {
  const state = useApp(
    ({ credentials }) =>
      credentials.find(({ name }) => name === 'anthropic-api-key')?.status ?? 'missing',
  )
  if (state === 'stored') return null
  return (
    <Banner
      icon="key"
      title={t(`new.key-${state}`)}
      actions={
        <Button size="small" onClick={() => navigate('/settings/credentials')}>
          {state === 'missing' ? t('new.store-key') : t('new.look-at-key')}
        </Button>
      }
    />
  )
}

interface StartFormProps {
  readonly folder: Workspace | null
  /** Why it cannot start now; null when it can. */
  readonly obstacle: string | null
  readonly ring: { readonly level: RingLevel; readonly query: Query<OutputOf<'sessions.ring'>> }
}

function StartForm({ folder, obstacle, ring }: StartFormProps): ReactElement {
  const { task } = useSessionsView((view) => view.draft)
  const changeDraft = useSessionsView((view) => view.changeDraft)
  const clearDraft = useSessionsView((view) => view.clearDraft)
  const { model, mode, unanswered } = useChosen(folder)
  const start = useCommand('sessions.start')
  const go = async () => {
    if (obstacle !== null || folder === null || start.busy) return
    const session = await start.run({
      agent: 'claude-code',
      workspace: folder.path,
      prompt: task.trim(),
      mode,
      ring: ring.level,
      unanswered,
      ...(model.trim() === '' ? {} : { model: model.trim() }),
    })
    if (session === null) return
    clearDraft()
    navigate(`/session/${session.id}`)
  }
  return (
    <form
      className="new-session-form"
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      <TextArea
        label={t('new.task')}
        placeholder={t('new.task-placeholder')}
        lines={[4, 16]}
        value={task}
        onValueChange={(text) => changeDraft({ task: text })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          void go()
        }}
      />
      <StartChoices folder={folder} ring={ring} />
      <StartFailure failure={start.failure} />
      <div className="new-session-start">
        <Button
          type="submit"
          variant="primary"
          size="large"
          {...(obstacle === null ? {} : { disabledReason: obstacle })}
        >
          {start.busy ? t('new.starting') : t('new.start')}
        </Button>
        {obstacle !== null && <span>{obstacle}</span>}
      </div>
    </form>
  )
}

/** How it runs: mode, model, ring, whether somebody attends it. */
function StartChoices({ folder, ring }: Pick<StartFormProps, 'folder' | 'ring'>): ReactElement {
  const changeDraft = useSessionsView((view) => view.changeDraft)
  const { settings, model, mode, unanswered } = useChosen(folder)
  return (
    <>
      <NewSessionOptions model={model} mode={mode} purse={settings.purse} onChange={changeDraft} />
      <RingChoice
        level={ring.level}
        query={ring.query}
        onChange={(chosen) => changeDraft({ ring: chosen })}
      />
      <AttendanceChoice
        unanswered={unanswered}
        usual={settings.unansweredMinutes}
        onChange={(chosen) => changeDraft({ unanswered: chosen })}
      />
      {folder && <KeepForFolder folder={folder} model={model} mode={mode} ring={ring.level} />}
    </>
  )
}

/** What a session would begin with now: what was chosen here, else as the settings of the folder say. */
function useChosen(folder: Workspace | null) {
  const { model, mode, unanswered } = useSessionsView((view) => view.draft)
  const everywhere = useApp((app) => app.settings)
  const settings = folder ? settingsFor(everywhere, folder.path) : everywhere
  return {
    settings,
    model: model ?? settings.model,
    mode: mode ?? settings.mode,
    unanswered: unanswered === undefined ? settings.unansweredMinutes : unanswered,
  }
}

function StartFailure({ failure }: { readonly failure: Failure | null }): ReactElement | null {
  return (
    failure && (
      <Banner
        tone="stop"
        mark={{ kind: 'denied', label: t('app.mark-refused') }}
        title={failure.message}
        announce="polite"
      />
    )
  )
}
