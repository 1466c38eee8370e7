import { type ReactElement, type ReactNode, useId } from 'react'
import './setting-row.css'

export interface SettingRowProps {
  /** Names the row, so that a search can open the page at it. */
  name?: string | undefined
  title: ReactNode
  description?: ReactNode | undefined
  /** Gives the description an id, for the control's aria-describedby. */
  descriptionId?: string | undefined
  /** How it stands, as a quiet line below. */
  standing?: ReactNode | undefined
  /** The control, and links before it. */
  children: ReactNode
}

/** One setting: what it is on the left, its control on the right. */
export function SettingRow({
  name,
  title,
  description,
  descriptionId,
  standing,
  children,
}: SettingRowProps): ReactElement {
  const titleId = useId()
  // A fieldset would draw a border, and its legend cannot stand in a grid.
  const group = name === undefined ? {} : ({ role: 'group', 'aria-labelledby': titleId } as const)
  return (
    <div className="setting-row" data-setting={name} {...group}>
      <div className="setting-row-text">
        <p className="setting-row-title" id={titleId}>
          {title}
        </p>
        {description !== undefined && (
          <p className="setting-row-description" id={descriptionId}>
            {description}
          </p>
        )}
        {standing !== undefined && <div className="setting-row-standing">{standing}</div>}
      </div>
      <div className="setting-row-control">{children}</div>
    </div>
  )
}
