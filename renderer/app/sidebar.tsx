import type { ReactElement } from 'react'
import { useApp } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { SessionList } from '../sessions/index.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { TerminalList } from '../workspace/index.ts'
import { HouseFooter } from './house-footer.tsx'
import { InboxList } from './inbox-list.tsx'
import type { Route } from './routes.ts'
import { commandKeys } from './shortcuts.ts'
import './sidebar.css'

export interface SidebarProps {
  readonly route: Route
  readonly onFold: () => void
}

/** What waits first, then the sessions by project, then the state of the house. */
export function Sidebar({ route, onFold }: SidebarProps): ReactElement {
  const platform = useApp((app) => app.platform)
  const sessionId = route.kind === 'session' ? route.sessionId : null
  return (
    <nav className="sidebar" aria-label={t('app.sidebar')} data-region="sidebar">
      <div className="sidebar-scroll">
        <InboxList />
        <SessionList
          current={sessionId}
          beside={
            <IconButton
              icon="panel-left"
              label={t('app.fold-sidebar')}
              keys={commandKeys(platform, 'B')}
              onClick={onFold}
            />
          }
        />
      </div>
      <TerminalList
        current={route.kind === 'terminal' ? route.terminalId : null}
        keys={commandKeys(platform, 'J')}
      />
      <HouseFooter />
    </nav>
  )
}
