import { type ReactElement, useState } from 'react'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { copyText, navigate, useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { AttendanceChip } from './attendance-chip.tsx'
import { isAlive } from './is-alive.ts'
import { RemoveSessionDialog } from './remove-session-dialog.tsx'
import { RingChip } from './ring-chip.tsx'
import { TextDialog } from './text-dialog.tsx'
import './session-header.css'

type OpenDialog = 'rename' | 'model' | 'remove' | null

export interface SessionHeaderProps {
  readonly session: SessionSummary
  /** Whether what holds the agent is shown now. */
  readonly showsRing: boolean
  readonly onRing: () => void
}

/** Title, what it is doing, who works, and the ways to stop, rename and remove it. */
export function SessionHeader({ session, showsRing, onRing }: SessionHeaderProps): ReactElement {
  const { id, title, state, agent, turns, model } = session
  const name = t(`sessions.agent-${agent}`)
  const [open, setOpen] = useState<OpenDialog>(null)
  const interrupt = useCommand('sessions.interrupt')
  const stop = useCommand('sessions.stop')
  const failure = interrupt.failure ?? stop.failure
  const isBusy = state === 'working' || state === 'waiting' || state === 'starting'
  const items = menuItems(session, {
    setOpen,
    stop: () => void stop.run({ sessionId: id }),
  })
  return (
    <>
      <header className="session-header">
        <h1 className="session-header-title" title={title}>
          {title}
        </h1>
        <span className="session-header-state">{t(`sessions.state-${state}`)}</span>
        {agent !== 'rehearsal' && (
          <>
            <RingChip session={session} isOpen={showsRing} onPress={onRing} />
            <AttendanceChip session={session} />
          </>
        )}
        <span className="session-header-space" />
        <span className="session-header-agent">
          {model !== null && <code>{model}</code>}
          {turns === 0 ? name : t('sessions.turn', { agent: name, count: turns })}
        </span>
        {isBusy && (
          <Button
            size="small"
            icon="stop"
            disabled={interrupt.busy}
            onClick={() => void interrupt.run({ sessionId: id })}
          >
            {t('sessions.interrupt')}
          </Button>
        )}
        <Menu
          trigger={<IconButton icon="more" label={t('sessions.actions')} />}
          items={items}
          align="end"
        />
      </header>
      {failure && (
        <div className="session-page-banner">
          <FailureLine failure={failure} />
        </div>
      )}
      <SessionDialogs session={session} open={open} onClose={() => setOpen(null)} />
    </>
  )
}

interface MenuActions {
  readonly setOpen: (dialog: OpenDialog) => void
  readonly stop: () => void
}

function menuItems(session: SessionSummary, { setOpen, stop }: MenuActions): MenuItem[] {
  const rename = {
    kind: 'action',
    id: 'rename',
    label: t('sessions.rename'),
    icon: 'pencil',
    onSelect: () => setOpen('rename'),
  } as const
  const model = {
    kind: 'action',
    id: 'model',
    label: t('sessions.change-model'),
    icon: 'agent',
    onSelect: () => setOpen('model'),
  } as const
  const copy = {
    kind: 'action',
    id: 'copy',
    label: t('sessions.copy-folder'),
    icon: 'copy',
    onSelect: () => void copyText(session.workspace),
  } as const
  const evidence = {
    kind: 'action',
    id: 'evidence',
    label: t('audit.evidence'),
    icon: 'chain',
    onSelect: () => navigate(`/audit?evidence=${encodeURIComponent(session.id)}`),
  } as const
  const secrets = {
    kind: 'action',
    id: 'secrets',
    label: t('exposure.of-session'),
    icon: 'key',
    onSelect: () => navigate(`/bouncer/scorecard?session=${encodeURIComponent(session.id)}`),
  } as const
  const terminal = {
    kind: 'action',
    id: 'terminal',
    label: t('terminal.open-here'),
    icon: 'terminal',
    onSelect: () => navigate(`/terminal?folder=${encodeURIComponent(session.workspace)}`),
  } as const
  const end = {
    kind: 'action',
    id: 'stop',
    label: t('sessions.stop'),
    icon: 'stop',
    disabled: !isAlive(session),
    onSelect: stop,
  } as const
  const remove = {
    kind: 'action',
    id: 'remove',
    label: t('sessions.remove'),
    icon: 'trash',
    tone: 'stop',
    onSelect: () => setOpen('remove'),
  } as const
  const isReal = session.agent === 'claude-code'
  return [
    ...[rename, ...(isReal ? [model, terminal] : []), copy, secrets, evidence],
    { kind: 'separator', id: 'line' },
    ...[end, remove],
  ]
}

interface SessionDialogsProps {
  readonly session: SessionSummary
  readonly open: OpenDialog
  readonly onClose: () => void
}

function SessionDialogs({ session, open, onClose }: SessionDialogsProps): ReactElement | null {
  const sessionId = session.id
  const rename = useCommand('sessions.rename')
  const setModel = useCommand('sessions.setModel')
  switch (open) {
    case 'rename':
      return (
        <TextDialog
          title={t('sessions.rename-title')}
          label={t('sessions.title')}
          start={session.title}
          failure={rename.failure}
          onClose={onClose}
          onSave={async (title) => (await rename.run({ sessionId, title })) !== null}
        />
      )
    case 'model':
      return (
        <TextDialog
          title={t('sessions.change-model')}
          label={t('sessions.model')}
          description={t('sessions.model-effect')}
          start={session.model ?? ''}
          failure={setModel.failure}
          onClose={onClose}
          onSave={async (model) => (await setModel.run({ sessionId, model })) !== null}
        />
      )
    case 'remove':
      return <RemoveSessionDialog session={session} onClose={onClose} />
    case null:
      return null
  }
}
