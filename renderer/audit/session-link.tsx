import type { ReactElement } from 'react'
import { navigate, useApp } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { TextLink } from '../ui/text-link.tsx'

/** The session of an entry by its title; a removed one by its id. */
export function SessionLink({ session }: { readonly session: string }): ReactElement {
  const title = useApp(({ sessions }) => sessions.find(({ id }) => id === session)?.title)
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
