import { type ReactElement, useEffect } from 'react'
import { brand } from '../../shared/brand.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import { useReload } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Logo } from '../ui/logo.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

function useTitle(): void {
  useEffect(() => {
    document.title = brand.name
  }, [])
}

/** Stands until the first snapshot came. */
export function LoadingPage(): ReactElement {
  useTitle()
  return (
    <main className="gate-page">
      <Skeleton label={t('app.opening')} shape="text" lines={3} />
    </main>
  )
}

/** The server does not know this tab: only a fresh address from the terminal helps. */
export function RefusedPage(): ReactElement {
  useTitle()
  return (
    <main className="gate-page">
      <Logo label={brand.name} sizePx={28} />
      <ErrorState
        mark={{ kind: 'denied', label: t('app.mark-refused') }}
        happened={t('app.refused')}
        kept={t('app.refused-kept')}
        next={t('app.refused-next')}
        headingLevel={1}
        announce="polite"
      />
    </main>
  )
}

/** The house could not be read; it is tried again by itself. */
export function SnapshotFailedPage({ failure }: { readonly failure: Failure }): ReactElement {
  useTitle()
  const reload = useReload()
  return (
    <main className="gate-page">
      <ErrorState
        mark={{ kind: 'broke', label: t('app.mark-broke') }}
        happened={t('app.snapshot-failed')}
        kept={failure.message}
        headingLevel={1}
        announce="polite"
        {...(failure.incidentId ? { id: t('app.incident', { id: failure.incidentId }) } : {})}
        actions={
          <Button variant="primary" onClick={reload}>
            {t('app.try-again')}
          </Button>
        }
      />
    </main>
  )
}
