import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import './visually-hidden.css'
import './table.css'

export interface TableProps {
  /** Names the table. */
  label: string
  children: ReactNode
  /** Widths of the columns in order, such as "92px" or "30%"; undefined takes what is left. */
  widths?: ReadonlyArray<string | undefined> | undefined
  /** `tall` rows hold a second line. */
  rows?: 'normal' | 'tall' | undefined
}

/**
 * A short table with hairlines; give it TableHead and TableBody. Long ones are a VirtualTable.
 * Texts wrap; in a narrow place each row becomes a block, whose cells say their column (`head`).
 */
export function Table({ label, children, widths, rows = 'normal' }: TableProps): ReactElement {
  const columns = widths?.map((width, place) => ({ id: `column-${place}`, width }))
  return (
    <div className="table-place">
      <table className={classNames('table', `table-${rows}`)} aria-label={label}>
        {columns !== undefined && (
          <colgroup>
            {columns.map((column) => (
              <col
                key={column.id}
                style={column.width === undefined ? {} : { width: column.width }}
              />
            ))}
          </colgroup>
        )}
        {children}
      </table>
    </div>
  )
}

export interface TableHeadProps {
  children: ReactNode
}

/** The line of column heads. */
export function TableHead({ children }: TableHeadProps): ReactElement {
  return (
    <thead>
      <tr>{children}</tr>
    </thead>
  )
}

export interface TableHeaderProps {
  children: ReactNode
  align?: 'start' | 'end' | undefined
  /** For a column without a visible head. */
  hidden?: boolean | undefined
  /** With `onSort` the head is a button. */
  sorted?: 'ascending' | 'descending' | undefined
  onSort?: (() => void) | undefined
}

/** The head of one column. */
export function TableHeader({
  children,
  align,
  hidden,
  sorted,
  onSort,
}: TableHeaderProps): ReactElement {
  const names = classNames('table-header', align === 'end' && 'table-end')
  if (onSort !== undefined) {
    return (
      <th scope="col" className={names} aria-sort={sorted ?? 'none'}>
        <button type="button" className="table-sort" onClick={onSort}>
          {children}
          {sorted !== undefined && (
            <Icon name={sorted === 'ascending' ? 'chevron-up' : 'chevron-down'} sizePx={12} />
          )}
        </button>
      </th>
    )
  }
  return (
    <th scope="col" className={names}>
      {hidden ? <span className="visually-hidden">{children}</span> : children}
    </th>
  )
}

export interface TableBodyProps {
  children: ReactNode
}

/** Holds the rows of a table. */
export function TableBody({ children }: TableBodyProps): ReactElement {
  return <tbody>{children}</tbody>
}

export interface TableRowProps {
  children: ReactNode
  /** The row whose record is open beside the table. */
  current?: boolean | undefined
}

/** One row. What opens it is a button in one of its cells. */
export function TableRow({ children, current }: TableRowProps): ReactElement {
  return (
    <tr
      className={classNames('table-row', current && 'table-row-current')}
      aria-current={current || undefined}
    >
      {children}
    </tr>
  )
}

export interface TableCellProps {
  children?: ReactNode | undefined
  align?: 'start' | 'end' | undefined
  /** `strong` names the row; `code` is mono. */
  tone?: 'plain' | 'strong' | 'quiet' | 'code' | undefined
  /** A second, quieter line. */
  second?: ReactNode | undefined
  span?: number | undefined
  /** Head of its column, said before it where the row is a block; left out, the cell speaks for itself. */
  head?: string | undefined
}

/** One cell; numbers stand at the end. */
export function TableCell({
  children,
  align,
  tone = 'plain',
  second,
  span,
  head,
}: TableCellProps): ReactElement {
  const names = classNames('table-cell', `table-cell-${tone}`, align === 'end' && 'table-end')
  return (
    <td className={names} colSpan={span} data-head={head}>
      {tone === 'code' ? <code>{children}</code> : children}
      {second !== undefined && <span className="table-second">{second}</span>}
    </td>
  )
}
