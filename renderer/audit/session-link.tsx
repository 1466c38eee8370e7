import type { ReactElement } from 'react'
import { isTerminalSession } from '../../shared/bouncer/terminal-guard.ts'
import { navigate, useApp } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { TextLink } from '../ui/text-link.tsx'

/** The session of an entry by its title; a removed one, and one of a terminal, by its id. */
export function SessionLink({ session }: { readonly session: string }): ReactElement {
  const title = useApp(({ sessions }) => sessions.find(({ id }) => id === session)?.title)
  if (isTerminalSession(session)) {
    return (
      <>
        {t('guard.session')} <code>{session}</code>
      </>
    )
  }
  if (title === undefined) {
    return (
      <>
        <code>{session}</code> <span className="drawer-quiet">{t('audit.session-gone')}</span>
      </>
    )
  }
  return (
    <TextLink variant="inline" onClick={() => navigate(`/session/${encodeURIComponent(session)}`)}>
      {title}
    </TextLink>
  )
}
