import type { Virtualizer } from '@tanstack/react-virtual'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface VirtualListItemsProps {
  virtualizer: Virtualizer<HTMLElement, HTMLDivElement>
  renderItem: (index: number) => ReactNode
  /** How many items the list has; undefined for a log, whose parts are not counted. */
  setSize: number | undefined
  className: string | undefined
}

/** The items in view, each at its place. */
export function VirtualListItems(props: VirtualListItemsProps): ReactElement {
  const { virtualizer, renderItem, setSize, className } = props
  const listRole = setSize === undefined ? undefined : 'list'
  return (
    <div
      className={classNames('virtual-list-inner', className)}
      role={listRole}
      style={{ height: `${virtualizer.getTotalSize()}px` }}
    >
      {virtualizer.getVirtualItems().map((item) => (
        <div
          key={item.key}
          ref={virtualizer.measureElement}
          data-index={item.index}
          className="virtual-list-item"
          {...(setSize !== undefined && {
            role: 'listitem',
            'aria-setsize': setSize,
            'aria-posinset': item.index + 1,
          })}
          // No transform: what sticks inside an item is placed as if there were none.
          style={{ top: item.start }}
        >
          {renderItem(item.index)}
        </div>
      ))}
    </div>
  )
}
