import type { ReactElement } from 'react'
import { classNames } from './class-names.ts'
import { Svg } from './svg.tsx'
import './mark.css'

/**
 * What a mark says. Of a call: `rule`, `ai`, `person` (allowed by …), `waiting`, `waiting-elsewhere`,
 * `denied-by-you`, `denied`. Of a session: `working` to `broke`. Of a thing: `offline`, `ok`, `partly`.
 */
export type MarkKind =
  | 'rule'
  | 'ai'
  | 'person'
  | 'waiting'
  | 'waiting-elsewhere'
  | 'denied-by-you'
  | 'denied'
  | 'working'
  | 'finished'
  | 'idle'
  | 'queued'
  | 'paused'
  | 'quiet'
  | 'broke'
  | 'offline'
  | 'ok'
  | 'partly'

export interface MarkProps {
  kind: MarkKind
  /** The accessible name. Give '' only when the same words stand beside the mark. */
  label: string
  /** Edge in pixels, 14 unless told. */
  sizePx?: 12 | 14 | 16 | 18 | undefined
  className?: string | undefined
}

const WAITING_DIAMOND = 'M8 1.9 14.1 8 8 14.1 1.9 8z'
const ELSEWHERE_DIAMOND = 'M8 3.2 12.8 8 8 12.8 3.2 8z'
const ANSWERED_DIAMOND = 'M8 2.8 13.2 8 8 13.2 2.8 8z'
const BAR = 'M5.6 8h4.8'

const SHAPES: Record<MarkKind, ReactElement> = {
  rule: <circle cx="8" cy="8" r="3.2" className="mark-fill" />,
  ai: <circle cx="8" cy="8" r="3.6" className="mark-stroke" />,
  person: (
    <>
      <path d={ANSWERED_DIAMOND} className="mark-stroke" />
      <circle cx="8" cy="8" r="1.5" className="mark-fill" />
    </>
  ),
  waiting: <path d={WAITING_DIAMOND} className="mark-fill" />,
  'waiting-elsewhere': <path d={ELSEWHERE_DIAMOND} className="mark-stroke" />,
  'denied-by-you': (
    <>
      <path d={ANSWERED_DIAMOND} className="mark-stroke" />
      <path d={BAR} className="mark-stroke" />
    </>
  ),
  denied: (
    <>
      <rect x="3.2" y="3.2" width="9.6" height="9.6" rx="1.4" className="mark-stroke" />
      <path d={BAR} className="mark-stroke" />
    </>
  ),
  working: (
    <>
      <circle cx="8" cy="8" r="5" className="mark-track" />
      <path d="M8 3a5 5 0 0 1 5 5" className="mark-stroke mark-arc" />
    </>
  ),
  finished: (
    <>
      <circle cx="8" cy="8" r="5.6" className="mark-fill" />
      <path d="m5.5 8.2 1.8 1.8 3.3-3.7" className="mark-cut" />
    </>
  ),
  idle: <path d="M4.5 8h7" className="mark-stroke" />,
  queued: <path d="M3.4 8h.01M8 8h.01M12.6 8h.01" className="mark-stroke mark-thick" />,
  paused: <path d="M5.8 4v8M10.2 4v8" className="mark-stroke mark-thick" />,
  quiet: <circle cx="8" cy="8" r="5" className="mark-stroke mark-dashed" />,
  broke: (
    <>
      <path d="M8 2.6 14 13H2z" className="mark-stroke" />
      <path d="M8 6.4v3.2M8 11.3v.01" className="mark-stroke" />
    </>
  ),
  offline: (
    <>
      <circle cx="8" cy="8" r="5" className="mark-stroke" />
      <path d="m4.6 11.4 6.8-6.8" className="mark-stroke" />
    </>
  ),
  ok: <path d="m3.4 8.4 3.1 3.1 6.1-6.8" className="mark-stroke" />,
  partly: (
    <>
      <circle cx="8" cy="8" r="5" className="mark-stroke" />
      <path d="M8 3a5 5 0 0 1 0 10z" className="mark-fill" />
    </>
  ),
}

/** Draws one mark; its shape alone tells the state (circle went through, diamond a person, square stopped). */
export function Mark({ kind, label, sizePx = 14, className }: MarkProps): ReactElement {
  const names = classNames('mark', `mark-${kind}`, className)
  return (
    <Svg className={names} label={label} sizePx={sizePx} gridSize={16}>
      {SHAPES[kind]}
    </Svg>
  )
}
