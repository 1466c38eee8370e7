import type { ReactElement } from 'react'
import { navigate } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** Stands at an address that leads nowhere. */
export function MissingPage(): ReactElement {
  return (
    <main className="center-page" data-region="page">
      <EmptyState
        title={t('app.no-such-page')}
        headingLevel={1}
        actions={<Button onClick={() => navigate('/')}>{t('app.to-sessions')}</Button>}
      >
        {t('app.no-such-page-why')}
      </EmptyState>
    </main>
  )
}
