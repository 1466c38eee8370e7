import type { ReactElement } from 'react'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { RecordTable } from './record-table.tsx'
import type { Record } from './use-record.ts'

export interface RecordListProps {
  readonly record: Record
  readonly current: number | null
  readonly onChoose: (entry: number) => void
  readonly holdsTo: number | null
  readonly nowMs: number
  /** What was searched for. */
  readonly text: string
  readonly isFiltered: boolean
  readonly onClear: () => void
}

/** The table, or what stands in its place. */
export function RecordList(props: RecordListProps): ReactElement {
  const { record, current, onChoose, holdsTo, nowMs } = props
  const { status, failure, entries, newer } = record
  if (status === 'loading') {
    return (
      <div className="audit-page-state">
        <Skeleton label={t('audit.opening')} shape="table" lines={10} />
      </div>
    )
  }
  if (status === 'failed') {
    return (
      <div className="audit-page-state">
        <ErrorState
          mark={{ kind: 'broke', label: t('app.mark-broke') }}
          happened={t('audit.failed')}
          kept={failure?.message ?? ''}
          announce="polite"
          actions={<Button onClick={record.reload}>{t('app.try-again')}</Button>}
        />
      </div>
    )
  }
  if (entries.length === 0) return <Nothing {...props} />
  return (
    <div className="audit-page-table">
      {newer.length > 0 && (
        <div className="audit-page-newer">
          <Button size="small" onClick={record.showNewer}>
            {t('audit.newer', { count: newer.length })}
          </Button>
        </div>
      )}
      <RecordTable
        entries={entries}
        current={current}
        onChoose={onChoose}
        onOpen={onChoose}
        onReachEnd={record.loadMore}
        holdsTo={holdsTo}
        nowMs={nowMs}
      />
    </div>
  )
}

function Nothing({ record, text, isFiltered, onClear }: RecordListProps): ReactElement {
  const { title, what } = isFiltered ? nothingWords(record, text.trim()) : emptyWords()
  return (
    <div className="audit-page-state">
      <EmptyState
        title={title}
        actions={isFiltered && <Button onClick={onClear}>{t('audit.clear')}</Button>}
      >
        {what}
      </EmptyState>
    </div>
  )
}

const emptyWords = () => ({ title: t('audit.empty'), what: t('audit.empty-what') })

/** A search says that nothing matches only once it has looked through everything. */
function nothingWords({ search, total }: Record, text: string) {
  const { isGoing, hasMore, looked } = search
  if (text === '') {
    return {
      title: t('audit.no-match-filters'),
      what: t('audit.no-match-what', { count: total }),
    }
  }
  if (isGoing) {
    return {
      title: t('audit.looking', { text }),
      what: t('audit.looked-so-far', { looked, total }),
    }
  }
  return hasMore
    ? {
        title: t('audit.no-match-yet', { text }),
        what: t('audit.looked-so-far', { looked, total }),
      }
    : { title: t('audit.no-match', { text }), what: t('audit.no-match-what', { count: looked }) }
}
