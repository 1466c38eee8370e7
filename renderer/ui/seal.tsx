import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Mark, type MarkKind } from './mark.tsx'
import './seal.css'

export interface SealProps {
  status: 'verified' | 'checking' | 'broken' | 'unknown'
  /** Name of the mark. */
  markLabel: string
  /** "Verified to entry 18,204". */
  children: ReactNode
  /** When and how, quieter. */
  detail?: ReactNode | undefined
  /** Opens the evidence. */
  onOpen?: (() => void) | undefined
}

const MARKS: Record<SealProps['status'], MarkKind> = {
  verified: 'ok',
  checking: 'working',
  broken: 'denied',
  unknown: 'quiet',
}

/** Says how far the record holds; a click opens the evidence. */
export function Seal({ status, markLabel, children, detail, onOpen }: SealProps): ReactElement {
  const names = classNames('seal', `seal-${status}`)
  const content = (
    <>
      <Mark kind={MARKS[status]} label={markLabel} />
      <span>{children}</span>
      {detail !== undefined && <span className="seal-detail">{detail}</span>}
    </>
  )
  if (onOpen === undefined) return <span className={names}>{content}</span>
  return (
    <button type="button" className={names} onClick={onOpen}>
      {content}
    </button>
  )
}
