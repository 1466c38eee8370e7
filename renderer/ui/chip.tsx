import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import './chip.css'

export interface ChipProps extends Omit<ComponentProps<'button'>, 'title'> {
  children: ReactNode
  icon?: IconName | undefined
  /** With an edge, as in filters; without one, as in the composer. */
  boxed?: boolean | undefined
  /** Chosen or filtering. */
  on?: boolean | undefined
  /** Shows that it opens a menu. */
  opens?: boolean | undefined
  /** With it a close button stands at the end; `removeLabel` names it. */
  onRemove?: (() => void) | undefined
  removeLabel?: string | undefined
}

/** A compact choice or fact; a button when it has something to do, else plain words. */
export function Chip(props: ChipProps): ReactElement {
  const { children, icon, boxed, on, opens, onRemove, removeLabel, className, ...native } = props
  const names = classNames('chip', boxed && 'chip-boxed', on && 'chip-on', className)
  const content = (
    <>
      {icon !== undefined && <Icon name={icon} sizePx={14} />}
      <span className="chip-text">{children}</span>
      {opens && <Icon name="chevron-down" sizePx={12} />}
    </>
  )
  if (onRemove !== undefined) {
    return (
      <span className={classNames(names, 'chip-removable')}>
        <button type="button" {...native} className="chip-main">
          {content}
        </button>
        <button type="button" className="chip-remove" aria-label={removeLabel} onClick={onRemove}>
          <Icon name="close" sizePx={12} />
        </button>
      </span>
    )
  }
  return (
    <button type="button" {...native} className={names}>
      {content}
    </button>
  )
}

export interface FactChipProps {
  children: ReactNode
  icon?: IconName | undefined
  boxed?: boolean | undefined
}

/** A chip that only says something and cannot be pressed. */
export function FactChip({ children, icon, boxed }: FactChipProps): ReactElement {
  return (
    <span className={classNames('chip', 'chip-fact', boxed && 'chip-boxed')}>
      {icon !== undefined && <Icon name={icon} sizePx={14} />}
      <span className="chip-text">{children}</span>
    </span>
  )
}
