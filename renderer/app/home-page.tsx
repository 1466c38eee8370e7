import { type ReactElement, useMemo } from 'react'
import { navigate, useApp, useWaiting } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { RehearseButton } from '../sessions/index.ts'
import { ConsentInvitation } from '../telemetry/index.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { commandKeys } from './shortcuts.ts'
import { questionPath } from './waiting-path.ts'

/** Stands while no session is chosen: the first step, or the calm of nothing waiting. */
export function HomePage(): ReactElement {
  const sessions = useApp((app) => app.sessions)
  const waiting = useWaiting()
  const [oldest] = waiting
  const working = useMemo(
    () => sessions.filter(({ state }) => state === 'working' || state === 'starting').length,
    [sessions],
  )
  const platform = useApp((app) => app.platform)
  const isEmpty = sessions.length === 0
  const title =
    waiting.length > 0 ? t('home.waiting', { count: waiting.length }) : t('home.nothing-waits')
  return (
    <main className="center-page" data-region="page">
      <EmptyState
        title={isEmpty ? t('home.nothing-runs') : title}
        align={isEmpty ? 'start' : 'center'}
        headingLevel={1}
        actions={
          <>
            {oldest && (
              <Button variant="primary" onClick={() => navigate(questionPath(oldest))}>
                {t('home.go-oldest')}
              </Button>
            )}
            <Button
              variant={oldest ? 'default' : 'primary'}
              keys={commandKeys(platform, 'N')}
              onClick={() => navigate('/new')}
            >
              {t('sessions.new')}
            </Button>
            <RehearseButton variant="quiet" />
          </>
        }
      >
        {isEmpty ? t('home.nothing-runs-next') : t('home.working', { count: working })}
      </EmptyState>
      <ConsentInvitation />
    </main>
  )
}
