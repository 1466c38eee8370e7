import { type ReactElement, type ReactNode, useMemo } from 'react'
import { navigate, type Project, projectsOf, useApp } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { shownSessions } from './session-order.ts'
import { SessionRow } from './session-row.tsx'
import { useSessionsView } from './store.ts'
import './session-list.css'

export interface SessionListProps {
  /** The session that the page shows. */
  readonly current: string | null
  /** Stands at the end of the first line. */
  readonly beside?: ReactNode
}

/** Sessions by project, newest first; what is old stands behind a button, what is alive never does. */
export function SessionList({ current, beside }: SessionListProps): ReactElement {
  const sessions = useApp((app) => app.sessions)
  const projects = useMemo(() => projectsOf(sessions, t('sessions.rehearsal')), [sessions])
  return (
    <div className="session-list">
      <div className="session-list-new">
        <Button size="small" icon="plus" onClick={() => navigate('/new')}>
          {t('sessions.new')}
        </Button>
        {beside}
      </div>
      {projects.map((project) => (
        <ProjectSection key={project.path} project={project} current={current} />
      ))}
      <p className="session-list-end">
        {sessions.length === 0
          ? t('sessions.none')
          : t('sessions.count', { count: sessions.length })}
      </p>
    </div>
  )
}

interface ProjectSectionProps {
  readonly current: string | null
  readonly project: Project
}

function ProjectSection({ project, current }: ProjectSectionProps): ReactElement {
  const { path, name, sessions } = project
  const isFolded = useSessionsView(({ folded }) => folded.has(path))
  const isUnrolled = useSessionsView(({ unrolled }) => unrolled.has(path))
  const toggleFolded = useSessionsView((view) => view.toggleFolded)
  const toggleUnrolled = useSessionsView((view) => view.toggleUnrolled)
  const some = shownSessions(sessions, current)
  const shown = isUnrolled ? sessions : some
  const hidden = sessions.length - some.length
  return (
    <section aria-label={name}>
      <h3 className="session-list-project">
        <button
          type="button"
          className="session-list-fold"
          aria-expanded={!isFolded}
          onClick={() => toggleFolded(path)}
        >
          <Icon name={isFolded ? 'chevron-right' : 'chevron-down'} sizePx={12} />
          <span className="session-list-name">{name}</span>
        </button>
        {path !== '' && (
          <IconButton
            icon="plus"
            size="small"
            label={t('sessions.new-in', { name })}
            onClick={() => navigate(`/new?workspace=${encodeURIComponent(path)}`)}
          />
        )}
      </h3>
      {!isFolded && (
        <ul>
          {shown.map((session) => (
            <li key={session.id}>
              <SessionRow session={session} isCurrent={session.id === current} />
            </li>
          ))}
        </ul>
      )}
      {!isFolded && hidden > 0 && (
        <button type="button" className="session-list-more" onClick={() => toggleUnrolled(path)}>
          {isUnrolled ? t('sessions.fewer') : t('sessions.more', { count: hidden })}
        </button>
      )}
    </section>
  )
}
