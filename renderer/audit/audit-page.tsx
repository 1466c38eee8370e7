import type { ReactElement } from 'react'
import { useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { PageHead } from '../ui/page-head.tsx'

const limit = 200

/** The newest entries of the record. */
export function AuditPage(): ReactElement {
  const { value } = useQuery('audit.query', { filter: {}, limit })
  return (
    <main className="plain-page">
      <PageHead title={t('app.area-audit')} />
      <ol>
        {value?.entries.map((entry) => (
          <li key={entry.n}>{`${entry.n} ${entry.kind}`}</li>
        ))}
      </ol>
    </main>
  )
}
