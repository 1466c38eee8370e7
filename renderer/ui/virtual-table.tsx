import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react'
import { classNames } from './class-names.ts'
import { observeRect } from './element-rect.ts'
import { moveRow } from './move-row.ts'
import { type VirtualColumn, VirtualTableBody } from './virtual-table-body.tsx'
import './visually-hidden.css'
import './virtual-table.css'

export type { VirtualColumn } from './virtual-table-body.tsx'

export interface VirtualTableProps {
  label: string
  columns: readonly VirtualColumn[]
  rowCount: number
  rowKey: (row: number) => string
  renderCell: (row: number, columnId: string) => ReactNode
  /** Height of a row in the density that is set, 30 unless told. */
  rowPx?: number | undefined
  /** The row that is chosen; a click or an arrow key moves it. */
  currentRow?: number | undefined
  onCurrentRowChange?: ((row: number) => void) | undefined
  /** Enter, Space or a double click. */
  onOpenRow?: ((row: number) => void) | undefined
  /** Called when the last rows come into view, to load more. */
  onReachEnd?: (() => void) | undefined
  /** Draws a red line above a row, such as where a chain breaks. */
  isMarkedRow?: ((row: number) => boolean) | undefined
  /** Stands in place of the rows when there are none. */
  empty?: ReactNode | undefined
}

const OVERSCAN = 12
const ROW_PX = 30
const HEAD_PX = 29

/** A table of any length with rows of one height; it is one tab stop, and arrow keys move the current row. */
export function VirtualTable(props: VirtualTableProps): ReactElement {
  const { label, columns, rowCount, rowKey, rowPx = ROW_PX, currentRow, empty } = props
  const { onCurrentRowChange, onOpenRow } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count: rowCount,
    getItemKey: rowKey,
    estimateSize: () => rowPx,
    getScrollElement: () => scroller.current,
    observeElementRect: observeRect,
    overscan: OVERSCAN,
    paddingStart: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  })

  useEffect(() => {
    if (currentRow !== undefined && currentRow < rowCount) virtualizer.scrollToIndex(currentRow)
  }, [currentRow, rowCount, virtualizer])

  const lastDrawn = virtualizer.range?.endIndex ?? 0
  const { onReachEnd } = props
  useEffect(() => {
    if (rowCount > 0 && lastDrawn >= rowCount - OVERSCAN) onReachEnd?.()
  }, [lastDrawn, rowCount, onReachEnd])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const opens = (event.key === 'Enter' || event.key === ' ') && currentRow !== undefined
    const pageRows = Math.max(Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 2, 1)
    const next = moveRow({ key: event.key, current: currentRow, rowCount, pageRows })
    if (opens) onOpenRow?.(currentRow)
    else if (next !== undefined) onCurrentRowChange?.(next)
    else return
    event.preventDefault()
  }
  const hasCurrent = currentRow !== undefined && currentRow < rowCount
  return (
    <div ref={scroller} className="virtual-table-scroll">
      <table
        className="virtual-table"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are chosen by key
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-activedescendant={hasCurrent ? `${id}-row-${currentRow}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {columns.map(({ id: column, width }) => (
            <col key={column} style={width === undefined ? {} : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={classNames(
                  'virtual-table-header',
                  column.align === 'end' && 'virtual-table-end',
                )}
              >
                <span className={classNames(column.headerHidden && 'visually-hidden')}>
                  {column.header}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <VirtualTableBody {...props} id={id} virtualizer={virtualizer} headPx={HEAD_PX} />
      </table>
      {rowCount === 0 && <div className="virtual-table-empty">{empty}</div>}
    </div>
  )
}
