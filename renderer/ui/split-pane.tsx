import { type ReactElement, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { ResizeHandle } from './resize-handle.tsx'
import './split-pane.css'

export interface SplitPaneProps {
  first: ReactNode
  second: ReactNode
  /** Part of the width that the first pane has, 0 to 1. */
  share: number
  onShareChange: (share: number) => void
  resizeLabel: string
  /** Least width of each pane, 240 unless told. */
  minPanePx?: number | undefined
}

/** Two panes side by side with a handle between them. */
export function SplitPane(props: SplitPaneProps): ReactElement {
  const { first, second, share, onShareChange, resizeLabel, minPanePx = 240 } = props
  const ref = useRef<HTMLDivElement>(null)
  const [widthPx, setWidthPx] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div className="split-pane" ref={ref}>
      <div className="split-pane-part" style={{ flexBasis: `${share * 100}%` }}>
        {first}
      </div>
      <ResizeHandle
        label={resizeLabel}
        valuePx={Math.round(share * widthPx)}
        minPx={Math.min(minPanePx, widthPx / 2)}
        maxPx={Math.max(widthPx - minPanePx, widthPx / 2)}
        grows="left"
        onValueChange={(valuePx) => widthPx > 0 && onShareChange(valuePx / widthPx)}
      />
      <div className="split-pane-part split-pane-rest">{second}</div>
    </div>
  )
}
