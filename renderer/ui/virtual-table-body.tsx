import type { Virtualizer } from '@tanstack/react-virtual'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** One column. */
export interface VirtualColumn {
  id: string
  header: ReactNode
  headerHidden?: boolean | undefined
  /** Such as "90px" or "30%"; columns without one share what is left. */
  width?: string | undefined
  align?: 'start' | 'end' | undefined
}

export interface VirtualTableBodyProps {
  id: string
  virtualizer: Virtualizer<HTMLDivElement, HTMLTableRowElement>
  headPx: number
  columns: readonly VirtualColumn[]
  renderCell: (row: number, columnId: string) => ReactNode
  currentRow?: number | undefined
  onCurrentRowChange?: ((row: number) => void) | undefined
  onOpenRow?: ((row: number) => void) | undefined
  isMarkedRow?: ((row: number) => boolean) | undefined
}

/** The rows in view between two gaps that are as high as the rows that are not. */
export function VirtualTableBody(props: VirtualTableBodyProps): ReactElement {
  const { id, virtualizer, headPx, columns, renderCell, currentRow } = props
  const { onCurrentRowChange, onOpenRow, isMarkedRow } = props
  const items = virtualizer.getVirtualItems()
  const abovePx = (items[0]?.start ?? headPx) - headPx
  const belowPx = virtualizer.getTotalSize() - (items.at(-1)?.end ?? headPx)
  return (
    <>
      <Gap heightPx={abovePx} span={columns.length} />
      <tbody>
        {items.map((item) => (
          <tr
            key={item.key}
            id={`${id}-row-${item.index}`}
            aria-rowindex={item.index + 2}
            aria-selected={item.index === currentRow}
            className={classNames(
              'virtual-table-row',
              isMarkedRow?.(item.index) && 'virtual-table-row-marked',
            )}
            style={{ height: `${item.size}px` }}
            onClick={() => onCurrentRowChange?.(item.index)}
            onDoubleClick={() => onOpenRow?.(item.index)}
          >
            {columns.map((column) => (
              <td
                key={column.id}
                className={classNames(
                  'virtual-table-cell',
                  column.align === 'end' && 'virtual-table-end',
                )}
              >
                {renderCell(item.index, column.id)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <Gap heightPx={belowPx} span={columns.length} />
    </>
  )
}

function Gap({ heightPx, span }: { heightPx: number; span: number }): ReactElement | null {
  if (heightPx <= 0) return null
  return (
    <tbody aria-hidden="true">
      <tr>
        <td colSpan={span} className="virtual-table-gap" style={{ height: `${heightPx}px` }} />
      </tr>
    </tbody>
  )
}
