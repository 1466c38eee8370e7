import { type ReactElement, useEffect, useState } from 'react'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { navigate, useApp, useClient } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Composer } from './composer.tsx'
import { RehearsalCoach } from './rehearsal-coach.tsx'
import { RingBanner } from './ring-banner.tsx'
import { RingDrawer } from './ring-drawer.tsx'
import { SessionHeader } from './session-header.tsx'
import { useSessionsView } from './store.ts'
import { Transcript } from './transcript/transcript.tsx'
import './session-page.css'

export interface SessionPageProps {
  readonly sessionId: string
}

/** One session: its head, its transcript, its composer. Reading it makes it read. */
export function SessionPage({ sessionId }: SessionPageProps): ReactElement {
  const session = useApp(({ sessions }) => sessions.find(({ id }) => id === sessionId))
  if (!session) {
    return (
      <main className="center-page">
        <EmptyState
          title={t('sessions.unknown')}
          headingLevel={1}
          actions={<Button onClick={() => navigate('/')}>{t('app.to-sessions')}</Button>}
        >
          {t('sessions.unknown-why')}
        </EmptyState>
      </main>
    )
  }
  return <KnownSession session={session} />
}

function useMarkRead({ id, unread }: SessionSummary): void {
  const client = useClient()
  useEffect(() => {
    // A failure leaves it unread, which the list shows anyway.
    if (unread) void client.call('sessions.markRead', { sessionId: id })
  }, [client, id, unread])
}

function KnownSession({ session }: { readonly session: SessionSummary }): ReactElement {
  useMarkRead(session)
  const coachHidden = useSessionsView((view) => view.coachHidden)
  const isRehearsal = session.agent === 'rehearsal'
  const [showsRing, setShowsRing] = useState(false)
  return (
    <main className="session-page" aria-label={session.title}>
      <SessionHeader
        session={session}
        showsRing={showsRing}
        onRing={() => setShowsRing((shown) => !shown)}
      />
      <div className="session-page-body">
        <div className="session-page-column">
          <SessionBanner session={session} />
          <div className="session-page-transcript" data-region="transcript">
            <Transcript sessionId={session.id} />
          </div>
          <div className="session-page-composer" data-region="composer">
            <Composer sessionId={session.id} />
          </div>
        </div>
        {isRehearsal && !coachHidden && <RehearsalCoach />}
        {showsRing && <RingDrawer session={session} onClose={() => setShowsRing(false)} />}
      </div>
    </main>
  )
}

function SessionBanner({ session }: { readonly session: SessionSummary }): ReactElement | null {
  if (session.agent === 'rehearsal') {
    return (
      <div className="session-page-banner">
        <Banner icon="info" title={t('sessions.scripted')}>
          {t('sessions.scripted-how')}
        </Banner>
      </div>
    )
  }
  if (!session.workspaceMissing) return <RingBanner session={session} />
  return (
    <div className="session-page-banner">
      <Banner
        tone="stop"
        mark={{ kind: 'broke', label: t('app.mark-broke') }}
        title={t('sessions.folder-missing', { path: session.workspace })}
        announce="polite"
        actions={
          <Button size="small" onClick={() => navigate('/new')}>
            {t('sessions.choose-folder')}
          </Button>
        }
      >
        {t('sessions.folder-missing-next')}
      </Banner>
    </div>
  )
}
