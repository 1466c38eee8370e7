import type { ReactElement, ReactNode } from 'react'
import './setting-row.css'

export interface SettingRowProps {
  title: ReactNode
  description?: ReactNode | undefined
  /** Gives the description an id, for the control's aria-describedby. */
  descriptionId?: string | undefined
  /** The control, and links before it. */
  children: ReactNode
}

/** One setting: what it is on the left, its control on the right. */
export function SettingRow({
  title,
  description,
  descriptionId,
  children,
}: SettingRowProps): ReactElement {
  return (
    <div className="setting-row">
      <div className="setting-row-text">
        <p className="setting-row-title">{title}</p>
        {description !== undefined && (
          <p className="setting-row-description" id={descriptionId}>
            {description}
          </p>
        )}
      </div>
      <div className="setting-row-control">{children}</div>
    </div>
  )
}
