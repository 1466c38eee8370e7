import type { ReactElement } from 'react'
import { classNames } from './class-names.ts'
import { Mark, type MarkKind } from './mark.tsx'
import './stave.css'

/** The mark of one call. */
export interface StaveMark {
  id: string
  kind: MarkKind
}

export interface StaveProps {
  /** The marks of all calls, in order. */
  marks: readonly StaveMark[]
  /** One sentence that says the same, such as "9 calls, 1 denied". */
  label: string
  /** Draws at most so many plain passes; anything else is always drawn. */
  mostPasses?: number | undefined
  /** Writes how many passes are left out. */
  formatLeftOut?: ((count: number) => string) | undefined
  /** The surface it lies on. */
  ground?: 'surface-0' | 'surface-1' | 'surface-2' | undefined
}

/** A folded group of calls on a line, each with its shape, so that a stopped one is seen without opening. */
export function Stave(props: StaveProps): ReactElement {
  const { marks, label, mostPasses = 24, formatLeftOut, ground = 'surface-1' } = props
  const { shown, leftOut } = thinPasses(marks, mostPasses)
  return (
    <span className={classNames('stave', `stave-${ground}`)} role="img" aria-label={label}>
      <span className="stave-line">
        {shown.map((mark) => (
          <Mark key={mark.id} kind={mark.kind} label="" sizePx={12} />
        ))}
      </span>
      {leftOut > 0 && formatLeftOut !== undefined && (
        <span className="stave-left-out">{formatLeftOut(leftOut)}</span>
      )}
    </span>
  )
}

/** Keeps every mark that says something and the first passes, in order. */
export function thinPasses(
  marks: readonly StaveMark[],
  mostPasses: number,
): { shown: readonly StaveMark[]; leftOut: number } {
  let passes = 0
  const shown = marks.filter((mark) => {
    if (mark.kind !== 'rule') return true
    passes += 1
    return passes <= mostPasses
  })
  return { shown, leftOut: marks.length - shown.length }
}
