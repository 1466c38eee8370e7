import type { ReactElement } from 'react'
import { useApp, useAppEvent, useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'

/** In offline mode: the running sessions that go out by themselves, with the choice to end them. */
export function UnheldBanner(): ReactElement | null {
  const offline = useApp(({ settings }) => settings.offline)
  const { value, reload } = useQuery('sessions.unheld', offline ? {} : null)
  useAppEvent('sessions.changed', reload)
  const stop = useCommand('sessions.stop')
  const sessions = value?.sessions ?? []
  if (!offline || sessions.length === 0) return null
  const end = async () => {
    for (const { id } of sessions) await stop.run({ sessionId: id })
    reload()
  }
  const count = sessions.length
  const titles = sessions.map(({ title }) => `“${title}”`).join(', ')
  return (
    <Banner
      tone="you"
      icon="info"
      title={t('egress.unheld', { count, titles })}
      announce="polite"
      actions={
        <Button disabled={stop.busy} onClick={() => void end()}>
          {t('egress.unheld-end', { count })}
        </Button>
      }
    >
      {stop.failure?.message}
    </Banner>
  )
}
