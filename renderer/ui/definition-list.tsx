import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import './definition-list.css'

/** One fact of a definition list. */
export interface DefinitionItem {
  id: string
  term: ReactNode
  value: ReactNode
}

export interface DefinitionListProps {
  items: readonly DefinitionItem[]
  /** Room for the terms: 64, 76, 120 or 180 px. */
  termWidth?: 'tight' | 'normal' | 'wide' | 'widest' | undefined
}

/** Facts as term and value in two columns. */
export function DefinitionList({ items, termWidth = 'normal' }: DefinitionListProps): ReactElement {
  return (
    <dl className={classNames('definition-list', `definition-list-${termWidth}`)}>
      {items.map((item) => (
        <div className="definition-list-row" key={item.id}>
          <dt className="definition-list-term">{item.term}</dt>
          <dd className="definition-list-value">{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
