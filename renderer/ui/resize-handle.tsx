import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef } from 'react'
import './resize-handle.css'

export interface ResizeHandleProps {
  /** Names what it resizes. */
  label: string
  valuePx: number
  minPx: number
  maxPx: number
  /** Which side of the handle grows with a larger value. */
  grows: 'left' | 'right'
  onValueChange: (valuePx: number) => void
}

const STEP_PX = 16

/** A vertical line that is dragged, or moved by arrow keys, Home and End. */
export function ResizeHandle(props: ResizeHandleProps): ReactElement {
  const { label, valuePx, minPx, maxPx, grows, onValueChange } = props
  const start = useRef<{ x: number; valuePx: number } | null>(null)
  const direction = grows === 'left' ? 1 : -1
  const set = (next: number): void =>
    onValueChange(Math.round(Math.min(Math.max(next, minPx), maxPx)))

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, valuePx }
  }
  const onPointerMove = (event: PointerEvent): void => {
    if (start.current) set(start.current.valuePx + direction * (event.clientX - start.current.x))
  }
  const onPointerEnd = (): void => {
    start.current = null
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const targets: Record<string, number> = {
      ArrowLeft: valuePx - direction * STEP_PX,
      ArrowRight: valuePx + direction * STEP_PX,
      Home: minPx,
      End: maxPx,
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    set(target)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a window splitter is a focusable separator, which hr is not
    <div
      className="resize-handle"
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={valuePx}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onKeyDown={onKeyDown}
    />
  )
}
