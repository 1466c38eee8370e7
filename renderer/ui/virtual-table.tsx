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
import './visually-hidden.css'
import './virtual-table.css'

export interface VirtualColumn {
  id: string
  header: ReactNode
  headerHidden?: boolean | undefined
  /** A grid track, such as "90px" or "minmax(0, 2fr)". */
  width: string
  align?: 'start' | 'end' | undefined
}

export interface VirtualTableProps {
  label: string
  columns: readonly VirtualColumn[]
  rowCount: number
  rowKey: (row: number) => string
  renderCell: (row: number, columnId: string) => ReactNode
  /** Height of a row in the density that is set. */
  rowPx?: number | undefined
  /** The row that is chosen; arrow keys move it. */
  currentRow?: number | undefined
  onCurrentRowChange?: ((row: number) => void) | undefined
  /** Enter, Space or a double click. */
  onOpenRow?: ((row: number) => void) | undefined
  /** A line above the row, such as where a chain breaks. */
  isMarkedRow?: ((row: number) => boolean) | undefined
  /** Stands in place of the rows when there are none. */
  empty?: ReactNode | undefined
}

const OVERSCAN = 12
const ROW_PX = 30

/** A table of any length with rows of one height; one tab stop, arrow keys move the current row. */
export function VirtualTable(props: VirtualTableProps): ReactElement {
  const { label, columns, rowCount, rowKey, renderCell, rowPx = ROW_PX } = props
  const { currentRow, onCurrentRowChange, onOpenRow, isMarkedRow, empty } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rowCount,
    getItemKey: rowKey,
    estimateSize: () => rowPx,
    getScrollElement: () => scroller.current,
    observeElementRect: observeRect,
    overscan: OVERSCAN,
    scrollPaddingStart: ROW_PX,
  })
  const tracks = { gridTemplateColumns: columns.map((column) => column.width).join(' ') }

  useEffect(() => {
    if (currentRow !== undefined && currentRow < rowCount)
      virtualizer.scrollToIndex(currentRow, { align: 'auto' })
  }, [currentRow, rowCount, virtualizer])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== scroller.current) return
    if ((event.key === 'Enter' || event.key === ' ') && currentRow !== undefined) {
      event.preventDefault()
      onOpenRow?.(currentRow)
      return
    }
    const pageRows = Math.max(Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 2, 1)
    const next = moveRow({ key: event.key, current: currentRow, rowCount, pageRows })
    if (next === undefined) return
    event.preventDefault()
    onCurrentRowChange?.(next)
  }
  const activeId =
    currentRow === undefined || rowCount === 0 ? undefined : `${id}-row-${currentRow}`
  return (
    <div
      ref={scroller}
      className="virtual-table"
      role="grid"
      aria-label={label}
      aria-rowcount={rowCount + 1}
      aria-activedescendant={activeId}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="virtual-table-head" role="rowgroup">
        <div className="virtual-table-line" role="row" aria-rowindex={1} style={tracks}>
          {columns.map((column) => (
            <span
              key={column.id}
              role="columnheader"
              className={classNames(
                'virtual-table-header',
                column.align === 'end' && 'virtual-table-end',
              )}
            >
              <span className={classNames(column.headerHidden && 'visually-hidden')}>
                {column.header}
              </span>
            </span>
          ))}
        </div>
      </div>
      {rowCount === 0 && empty}
      <div
        className="virtual-table-body"
        role="rowgroup"
        style={{ height: `${virtualizer.getTotalSize()}px` }}
      >
        {virtualizer.getVirtualItems().map((item) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid above has the keys for all its rows
          <div
            key={item.key}
            id={`${id}-row-${item.index}`}
            role="row"
            tabIndex={-1}
            aria-rowindex={item.index + 2}
            aria-selected={item.index === currentRow}
            className={classNames(
              'virtual-table-line',
              'virtual-table-row',
              isMarkedRow?.(item.index) && 'virtual-table-row-marked',
            )}
            style={{
              ...tracks,
              height: `${item.size}px`,
              transform: `translateY(${item.start}px)`,
            }}
            onClick={() => onCurrentRowChange?.(item.index)}
            onDoubleClick={() => onOpenRow?.(item.index)}
          >
            {columns.map((column) => (
              <span
                key={column.id}
                role="gridcell"
                className={classNames(
                  'virtual-table-cell',
                  column.align === 'end' && 'virtual-table-end',
                )}
              >
                {renderCell(item.index, column.id)}
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}
