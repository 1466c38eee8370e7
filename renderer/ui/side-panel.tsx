import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { ResizeHandle } from './resize-handle.tsx'
import './side-panel.css'

export interface SidePanelProps {
  /** Names the region. */
  label: string
  /** Where it stands; its handle is on the other edge. */
  side: 'left' | 'right'
  widthPx: number
  minWidthPx: number
  maxWidthPx: number
  onWidthChange: (widthPx: number) => void
  resizeLabel: string
  /** Lies over the page instead of beside it, for narrow windows. */
  overlay?: boolean | undefined
  id?: string | undefined
  children: ReactNode
}

/** A region at the edge of the page whose width the person sets. */
export function SidePanel(props: SidePanelProps): ReactElement {
  const { label, side, widthPx, minWidthPx, maxWidthPx, onWidthChange, resizeLabel } = props
  const { overlay, id, children } = props
  const handle = (
    <ResizeHandle
      label={resizeLabel}
      valuePx={widthPx}
      minPx={minWidthPx}
      maxPx={maxWidthPx}
      grows={side}
      onValueChange={onWidthChange}
    />
  )
  const isLeft = side === 'left'
  return (
    <aside
      className={classNames('side-panel', `side-panel-${side}`, overlay && 'side-panel-overlay')}
      aria-label={label}
      id={id}
      style={{ width: `${widthPx}px` }}
    >
      {!isLeft && handle}
      <div className="side-panel-content">{children}</div>
      {isLeft && handle}
    </aside>
  )
}
