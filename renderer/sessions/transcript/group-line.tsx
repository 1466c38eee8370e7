import type { ReactElement } from 'react'
import { formatDuration, t } from '../../messages/index.ts'
import { Icon } from '../../ui/icon.tsx'
import { Stave } from '../../ui/stave.tsx'
import { CallLine } from './call-line.tsx'
import { groupText, markOf } from './call-words.ts'
import { EventLine } from './event-line.tsx'
import { useOpen } from './transcript-context.ts'
import type { Row } from './transcript-rows.ts'

export interface GroupLineProps {
  readonly row: Extract<Row, { kind: 'group' }>
}

/** Calls that went through by themselves, in one line that keeps the mark of each. */
export function GroupLine({ row }: GroupLineProps): ReactElement {
  const { calls, depth, key } = row
  const [isOpen, setOpen] = useOpen(key)
  const tookMs = calls.reduce((sum, { finished }) => sum + (finished?.durationMs ?? 0), 0)
  const marks = calls.map((call) => ({ id: call.key, kind: markOf(call, 'finished').kind }))
  return (
    <>
      <EventLine mark={{ kind: 'rule', label: '' }} depth={depth}>
        <button
          type="button"
          className="event-row"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <b>{groupText(calls)}</b>
          <Stave
            marks={marks}
            label={t('group.stave', { count: calls.length })}
            formatLeftOut={(count) => t('group.left-out', { count })}
          />
          <span className="event-end">
            {tookMs > 0 && formatDuration(tookMs)}
            <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} sizePx={12} />
          </span>
        </button>
      </EventLine>
      {isOpen &&
        calls.map((call) => (
          <CallLine
            key={call.key}
            row={{ key: call.key, depth: depth + 1, call, phase: 'finished', children: null }}
          />
        ))}
    </>
  )
}
