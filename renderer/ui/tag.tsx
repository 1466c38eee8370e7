import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Mark, type MarkKind } from './mark.tsx'
import './tag.css'

export interface TagProps {
  children: ReactNode
  /** A mark before the words; the words are its name. */
  mark?: MarkKind | undefined
  icon?: IconName | undefined
  tone?: 'neutral' | 'quiet' | 'you' | 'stop' | 'plus' | 'minus' | undefined
}

/** One state in words, with its mark or icon before it. */
export function Tag({ children, mark, icon, tone = 'neutral' }: TagProps): ReactElement {
  return (
    <span className={classNames('tag', `tag-${tone}`)}>
      {mark !== undefined && <Mark kind={mark} label="" />}
      {icon !== undefined && <Icon name={icon} sizePx={14} />}
      {children}
    </span>
  )
}
