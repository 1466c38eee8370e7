import type { ReactElement, ReactNode } from 'react'

export interface SvgProps {
  /** '' hides the drawing from screen readers, because the same words stand beside it. */
  label: string
  className: string
  sizePx: number
  /** Edge of the drawing's own grid. */
  gridSize: number
  children: ReactNode
}

/** A square drawing that is either an image with a name or decoration. */
export function Svg({ label, className, sizePx, gridSize, children }: SvgProps): ReactElement {
  const frame = { className, width: sizePx, height: sizePx, viewBox: `0 0 ${gridSize} ${gridSize}` }
  if (label === '') {
    return (
      <svg {...frame} aria-hidden="true">
        {children}
      </svg>
    )
  }
  return (
    <svg {...frame} role="img" aria-label={label}>
      {children}
    </svg>
  )
}
