import { type ReactElement, useMemo } from 'react'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { navigate, projectsOf, useApp, usePageLocation, useWaiting } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { SessionMark } from '../sessions/index.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Mark } from '../ui/mark.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import type { Route } from './routes.ts'
import { nextWaitingPath } from './waiting-path.ts'
import './strip.css'

const mostMarks = 8

export interface StripProps {
  readonly route: Route
  readonly onUnfold: () => void
}

/** The sidebar folded to marks, so that what waits is seen on every page. */
export function Strip({ route, onUnfold }: StripProps): ReactElement {
  const sessions = useApp((app) => app.sessions)
  const projects = useMemo(() => projectsOf(sessions, t('sessions.rehearsal')), [sessions])
  const current = route.kind === 'session' ? route.sessionId : null
  return (
    <nav className="strip" aria-label={t('app.sidebar')} data-region="sidebar">
      <StripNeeds />
      <div className="strip-projects">
        {projects.map((project) => (
          <section key={project.path} className="strip-project" aria-label={project.name}>
            <span className="strip-project-name" aria-hidden="true">
              {project.name.slice(0, 2).toLowerCase()}
            </span>
            {project.sessions.slice(0, mostMarks).map((session) => (
              <StripSession key={session.id} session={session} isCurrent={session.id === current} />
            ))}
          </section>
        ))}
      </div>
      <IconButton
        icon="terminal"
        label={t('terminal.open-page')}
        tooltipSide="right"
        aria-current={route.kind === 'terminal' ? 'page' : undefined}
        onClick={() => navigate('/terminal')}
      />
      <IconButton
        icon="panel-left"
        label={t('app.unfold-sidebar')}
        tooltipSide="right"
        onClick={onUnfold}
      />
    </nav>
  )
}

function StripNeeds(): ReactElement | null {
  const waiting = useWaiting()
  const { search } = usePageLocation()
  const path = nextWaitingPath(waiting, search)
  if (path === null) return null
  return (
    <button
      type="button"
      className="strip-needs"
      aria-label={t('app.need-you', { count: waiting.length })}
      onClick={() => navigate(path)}
    >
      <Mark kind="waiting" label="" sizePx={16} />
      <b>{waiting.length}</b>
    </button>
  )
}

interface StripSessionProps {
  readonly session: SessionSummary
  readonly isCurrent: boolean
}

function StripSession({ session, isCurrent }: StripSessionProps): ReactElement {
  return (
    <Tooltip text={session.title} side="right">
      <button
        type="button"
        className="strip-session"
        aria-label={session.title}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={() => navigate(`/session/${session.id}`)}
      >
        <SessionMark session={session} />
      </button>
    </Tooltip>
  )
}
