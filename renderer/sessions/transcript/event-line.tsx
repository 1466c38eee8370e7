import type { ReactElement, ReactNode } from 'react'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import type { NamedMark } from './call-words.ts'
import './event-line.css'

export interface EventLineProps {
  /** Stands on the thread. */
  readonly mark?: NamedMark | undefined
  readonly icon?: IconName | undefined
  /** How many calls of subagents it lies under. */
  readonly depth: number
  /** A card's mark stands lower and is larger. */
  readonly isCard?: boolean
  readonly children: ReactNode
}

const depths = ['', 'event-depth-1', 'event-depth-2', 'event-depth-3'] as const

/** One event with its mark on the thread. */
export function EventLine(props: EventLineProps): ReactElement {
  const { mark, icon, depth, isCard = false, children } = props
  const names = ['event', depths[Math.min(depth, 3)], isCard ? 'event-card' : '']
  return (
    <div className={names.filter((name) => name !== '').join(' ')}>
      <span className="event-at">
        {mark && <Mark kind={mark.kind} label={mark.label} sizePx={isCard ? 16 : 14} />}
        {icon && <Icon name={icon} sizePx={14} />}
      </span>
      <div className="event-main">{children}</div>
    </div>
  )
}
