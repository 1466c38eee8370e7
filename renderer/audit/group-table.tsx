import { type ReactElement, useState } from 'react'
import { type AuditGroup, mostGroups } from '../../shared/audit/explorer.ts'
import { formatMoment, formatNumber, t } from '../messages/index.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { useMaxWidth } from '../ui/use-max-width.ts'
import { VirtualTable } from '../ui/virtual-table.tsx'

/** By what the calls are gathered. */
export type GroupKind = 'rules' | 'sessions' | 'tools' | 'projects'

export interface GroupTableProps {
  readonly kind: GroupKind
  readonly groups: readonly AuditGroup[]
  /** What a group is called; its id where it has no other name. */
  readonly nameOf: (id: string) => string
  /** Shows the entries of a group. */
  readonly onShow: (id: string) => void
  readonly nowMs: number
}

/** Groups that a short table takes; more are a list that scrolls by itself. */
const shortMost = 12

const counts = ['calls', 'allowed', 'asked', 'denied', 'overridden'] as const

/** Calls by rule, session, tool or project: a row each, and the way to its entries. */
export function GroupTable(props: GroupTableProps): ReactElement {
  const { kind, groups } = props
  if (groups.length === 0) return <EmptyState title={t('audit.group-none')} />
  const isShort = groups.length <= shortMost && (kind === 'tools' || kind === 'projects')
  return (
    <>
      {isShort ? <ShortTable {...props} /> : <LongTable {...props} />}
      {groups.length >= mostGroups && (
        <p className="group-most">{t('audit.group-most', { count: mostGroups })}</p>
      )}
    </>
  )
}

function ShortTable({ kind, groups, nameOf, onShow, nowMs }: GroupTableProps): ReactElement {
  return (
    <Table label={t(`audit.group-${kind}`)}>
      <TableHead>
        <TableHeader>{t(`audit.group-name-${kind}`)}</TableHeader>
        {counts.map((count) => (
          <TableHeader key={count} align="end">
            {t(`audit.group-${count}`)}
          </TableHeader>
        ))}
        <TableHeader align="end">{t('audit.group-last')}</TableHeader>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={group.id}>
            <TableCell tone="strong">
              <GroupName name={nameOf(group.id)} onShow={() => onShow(group.id)} />
            </TableCell>
            {counts.map((count) => (
              <TableCell key={count} align="end" head={t(`audit.group-${count}`)}>
                {formatNumber(group[count])}
              </TableCell>
            ))}
            <TableCell align="end" head={t('audit.group-last')}>
              {formatMoment(group.toMs, nowMs)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

interface GroupNameProps {
  readonly name: string
  readonly onShow: () => void
  /** False where the table itself is the stop for keys. */
  readonly isStop?: boolean
}

function GroupName({ name, onShow, isStop = true }: GroupNameProps): ReactElement {
  return (
    <TextLink
      {...(isStop ? {} : { tabIndex: -1 })}
      onClick={onShow}
      aria-label={t('audit.group-show', { name })}
    >
      {name}
    </TextLink>
  )
}

function LongTable({ kind, groups, nameOf, onShow, nowMs }: GroupTableProps): ReactElement {
  const isSmall = useMaxWidth(760)
  const [current, setCurrent] = useState<number | undefined>(undefined)
  const shown = isSmall ? (['calls', 'denied'] as const) : counts
  const columns = [
    { id: 'name', header: t(`audit.group-name-${kind}`) },
    ...shown.map((id) => ({
      ...{ id, header: t(`audit.group-${id}`), width: isSmall ? '76px' : '104px' },
      align: 'end' as const,
    })),
    ...(isSmall
      ? []
      : [{ id: 'last', header: t('audit.group-last'), width: '140px', align: 'end' as const }]),
  ]
  return (
    <VirtualTable
      label={t(`audit.group-${kind}`)}
      columns={columns}
      rowCount={groups.length}
      rowKey={(row) => groups[row]?.id ?? ''}
      rowPx={30}
      currentRow={current}
      onCurrentRowChange={setCurrent}
      onOpenRow={(row) => groups[row] && onShow(groups[row].id)}
      renderCell={(row, column) => {
        const group = groups[row]
        if (!group) return null
        if (column === 'name') {
          const name = nameOf(group.id)
          return <GroupName name={name} isStop={false} onShow={() => onShow(group.id)} />
        }
        if (column === 'last') return formatMoment(group.toMs, nowMs)
        const count = counts.find((each) => each === column)
        return count ? formatNumber(group[count]) : null
      }}
    />
  )
}
