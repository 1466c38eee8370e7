import type { ReactElement } from 'react'
import { classNames } from './class-names.ts'
import './skeleton.css'

export interface SkeletonProps {
  /** What is being opened, shown below and read out. */
  label: string
  /** What will stand here. */
  shape: 'text' | 'rows' | 'table'
  /** How many lines, 4 unless told. */
  lines?: number | undefined
}

/** Holds the place of something that loads: nothing for the first 300 ms, then still bars without shimmer. */
export function Skeleton({ label, shape, lines = 4 }: SkeletonProps): ReactElement {
  const hasEnds = shape !== 'text'
  return (
    <div className={classNames('skeleton', `skeleton-${shape}`)} role="status" aria-busy="true">
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((line) => (
        <div className="skeleton-line" key={line} aria-hidden="true">
          <span className="skeleton-bar" />
          {hasEnds && <span className="skeleton-bar skeleton-bar-end" />}
        </div>
      ))}
      <p className="skeleton-label">{label}</p>
    </div>
  )
}
