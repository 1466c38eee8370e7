import type { ReactElement } from 'react'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { navigate, useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { standingWords } from './ring-words.ts'

/** Where the ring is chosen and could not be had: why, and the choice to go on without it. */
export function RingBanner({ session }: { readonly session: SessionSummary }): ReactElement | null {
  const isStuck = session.ring === 'ring' && session.state === 'broke'
  return isStuck ? <Stuck session={session} /> : null
}

function Stuck({ session }: { readonly session: SessionSummary }): ReactElement | null {
  const { id: sessionId, workspace } = session
  const { value, reload } = useQuery('sessions.ring', { workspace })
  const set = useCommand('sessions.setRing')
  if (value === null) return null
  const why =
    value.refusal ?? (value.standing.state === 'works' ? null : standingWords(value.standing))
  if (why === null) return null
  return (
    <div className="session-page-banner">
      <Banner
        tone="stop"
        mark={{ kind: 'broke', label: t('app.mark-broke') }}
        title={t('ring.stuck')}
        announce="polite"
        actions={
          <>
            <Button size="small" onClick={reload}>
              {t('ring.again')}
            </Button>
            <Button
              size="small"
              disabled={set.busy}
              onClick={() => void set.run({ sessionId, ring: 'off' })}
            >
              {t('ring.go-without')}
            </Button>
            <Button size="small" onClick={() => navigate('/settings/agent?setting=ring')}>
              {t('ring.to-settings')}
            </Button>
          </>
        }
      >
        {why} {t('ring.stuck-next')}
      </Banner>
    </div>
  )
}
