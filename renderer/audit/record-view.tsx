import type { ReactElement } from 'react'
import type { AuditFilter } from '../../shared/audit/model.ts'
import { useApp, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import type { Filters } from './filters.ts'
import { type GroupKind, GroupTable } from './group-table.tsx'
import { RecordNumbers } from './record-numbers.tsx'
import './record-numbers.css'

/** How the page looks at the record. */
export const views = ['entries', 'rules', 'sessions', 'numbers'] as const
export type View = (typeof views)[number]

export interface RecordViewProps {
  readonly view: Exclude<View, 'entries'>
  readonly filter: AuditFilter
  readonly nowMs: number
  /** Goes to the entries that a row stands for. */
  readonly onFilter: (part: Partial<Filters>) => void
}

const filterName = {
  ...{ rules: 'rule', sessions: 'session', tools: 'tool', projects: 'project' },
} as const satisfies Record<GroupKind, keyof Filters>

/** What passes the filters, gathered by rule or session, or in numbers. */
export function RecordView({ view, filter, nowMs, onFilter }: RecordViewProps): ReactElement {
  const { text: _text, ...counted } = filter
  const { value, failure } = useQuery('audit.summary', { filter: counted })
  const sessions = useApp((app) => app.sessions)
  if (failure) return <FailureLine failure={failure} />
  if (!value) {
    return (
      <div className="audit-page-state">
        <Skeleton label={t('audit.opening')} shape="table" lines={10} />
      </div>
    )
  }
  const show = (kind: GroupKind, id: string) => onFilter({ [filterName[kind]]: id })
  if (view === 'numbers') {
    return (
      <RecordNumbers
        {...{ summary: value, nowMs, onShow: show }}
        onDay={(fromMs, toMs) => onFilter({ range: { fromMs, toMs } })}
      />
    )
  }
  const titleOf = (id: string) => sessions.find((session) => session.id === id)?.title ?? id
  return (
    <div className="record-view">
      <GroupTable
        {...{ kind: view, groups: value[view], nowMs }}
        nameOf={view === 'sessions' ? titleOf : (id) => id}
        onShow={(id) => show(view, id)}
      />
    </div>
  )
}
