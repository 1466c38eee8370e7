import type { ReactElement } from 'react'
import type { SessionState, SessionSummary } from '../../shared/sessions/model.ts'
import { t } from '../messages/index.ts'
import { Mark, type MarkKind } from '../ui/mark.tsx'

const marks: Readonly<Record<SessionState, MarkKind>> = {
  starting: 'queued',
  working: 'working',
  waiting: 'waiting-elsewhere',
  idle: 'idle',
  finished: 'idle',
  stopped: 'paused',
  broke: 'broke',
}

/** The mark of what a session is doing; finished turns into idle once it was read. */
export function SessionMark({ session }: { readonly session: SessionSummary }): ReactElement {
  const { state, unread } = session
  if (state === 'finished' && unread) return <Mark kind="finished" label={t('sessions.unread')} />
  return <Mark kind={marks[state]} label={t(`sessions.state-${state}`)} />
}
