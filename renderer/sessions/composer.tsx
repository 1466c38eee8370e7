import { type KeyboardEvent, type ReactElement, useState } from 'react'
import type { SessionId } from '../../shared/kit/ids.ts'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { useApp, useCommand, useConnection } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { ComposerChips } from './composer-chips.tsx'
import { useComposerDrafts } from './composer-drafts.ts'
import './composer.css'

export interface ComposerProps {
  readonly sessionId: SessionId
}

/** Where the person writes to the agent: Enter sends, Shift+Enter breaks, Esc stops the turn. */
export function Composer({ sessionId }: ComposerProps): ReactElement | null {
  const session = useApp(({ sessions }) => sessions.find(({ id }) => id === sessionId))
  return session ? <Writing session={session} /> : null
}

function placeholderOf({ state, turns }: SessionSummary): string {
  switch (state) {
    case 'working':
    case 'starting':
      return t('composer.steer')
    case 'waiting':
      return t('composer.waiting')
    case 'stopped':
    case 'broke':
      return t('composer.resume')
    case 'idle':
    case 'finished':
      return t(turns === 0 ? 'composer.first' : 'composer.reply')
  }
}

/** Why nothing can be sent now, as a sentence; null when something can. */
function useObstacle(session: SessionSummary): string | null {
  const { status } = useConnection()
  if (session.workspaceMissing) return t('composer.folder-gone')
  return status === 'online' ? null : t('composer.offline')
}

function Writing({ session }: { readonly session: SessionSummary }): ReactElement {
  const { id, state } = session
  const draft = useComposerDrafts(({ drafts }) => drafts[id] ?? '')
  const write = useComposerDrafts((drafts) => drafts.write)
  const send = useCommand('sessions.send')
  const interrupt = useCommand('sessions.interrupt')
  const obstacle = useObstacle(session)
  const [composing, setComposing] = useState(false)
  const isBusy = state === 'working' || state === 'waiting' || state === 'starting'
  const failure = send.failure ?? interrupt.failure
  const go = async () => {
    const text = draft.trim()
    if (text === '' || obstacle !== null || send.busy) return
    const sent = await send.run({ sessionId: id, text })
    // What was written while it was on its way stays.
    if (sent && useComposerDrafts.getState().drafts[id] === draft) write(id, '')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing || event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) void go()
    else if (event.key === 'Escape' && isBusy) void interrupt.run({ sessionId: id })
    else return
    event.preventDefault()
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      {failure && (
        <Banner
          tone="stop"
          mark={{ kind: 'broke', label: t('composer.failed') }}
          title={failure.message}
          announce="polite"
        />
      )}
      <div className="composer-box">
        <TextArea
          label={t('composer.label')}
          labelHidden
          variant="bare"
          lines={[1, 12]}
          placeholder={placeholderOf(session)}
          dir="auto"
          value={draft}
          onValueChange={(text) => write(id, text)}
          onKeyDown={onKeyDown}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
        />
        <div className="composer-bar">
          <ComposerChips session={session} />
          <IconButton
            type="submit"
            variant="accent"
            icon="send"
            label={obstacle ?? t(send.busy ? 'composer.sending' : 'composer.send')}
            tooltipSide="top"
            aria-disabled={obstacle !== null || undefined}
          />
        </div>
      </div>
      {obstacle !== null && <p className="composer-obstacle">{obstacle}</p>}
    </form>
  )
}
