import type { ReactElement } from 'react'
import { classNames } from './class-names.ts'
import './meter.css'

export interface MeterProps {
  /** 0 to 1. */
  share: number
  label: string
  /** The value in words, with its unit. */
  valueText: string
  /** `full` above 80 %. */
  tone?: 'neutral' | 'full' | 'stop' | undefined
  /** `fill` takes the width of its place. */
  width?: 'short' | 'fill' | undefined
}

/** How much of something known is used. */
export function Meter({
  share,
  label,
  valueText,
  tone = 'neutral',
  width = 'short',
}: MeterProps): ReactElement {
  const percent = Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 10
  return (
    // biome-ignore lint/a11y/useSemanticElements: the native meter takes its colours from the system
    <span
      className={classNames('meter', `meter-${tone}`, `meter-width-${width}`)}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={valueText}
    >
      <span className="meter-bar" style={{ width: `${percent}%` }} />
    </span>
  )
}
