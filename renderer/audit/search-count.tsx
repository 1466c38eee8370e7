import type { ReactElement } from 'react'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import type { Record } from './use-record.ts'

/** How many entries match; of a search for text how far it is, and the way to stop it or go on. */
export function SearchCount(props: {
  readonly record: Record
  readonly isSearch: boolean
}): ReactElement | null {
  const { record, isSearch } = props
  const { status, matched, total, entries, search } = record
  if (status !== 'ready') return null
  if (!isSearch) return <>{t('audit.count', { matched, total })}</>
  const isCut = !search.isGoing && search.hasMore
  return (
    <>
      {t('audit.count-text', { found: entries.length, looked: search.looked, total })}
      {search.isGoing && (
        <Button size="small" variant="quiet" onClick={record.stopSearch}>
          {t('audit.search-stop')}
        </Button>
      )}
      {isCut && (
        <Button size="small" variant="quiet" onClick={record.searchOn}>
          {t('audit.search-on')}
        </Button>
      )}
    </>
  )
}
