import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import type { Effect } from './effect.ts'
import { beginMark, useWellScroll } from './use-well-scroll.ts'
import { splitWell, type WellPiece, type WellSpan } from './well-pieces.ts'
import './well.css'

export type { WellSpan } from './well-pieces.ts'

export interface WellFrameProps {
  /** Names the block, such as "Command". */
  label: string
  size?: 'small' | 'normal' | 'large' | undefined
  /** Stands in the corner, such as a copy button. */
  action?: ReactNode | undefined
  /** Never breaks a line: a long one scrolls in the well, so that it is copied as one. */
  oneLine?: boolean | undefined
  /** Says how many lines stand out of sight before and after what is shown; absent says nothing. */
  words?: WellWords | undefined
  /** What is shown, by a name: with another one it begins at its mark anew. */
  contentKey?: string | undefined
  children: ReactNode
}

/** The sentences of a well that shows a part of its lines. */
export interface WellWords {
  before: (lines: number) => string
  after: (lines: number) => string
}

/** The recessed ground for anything a machine runs or wrote; more than 12 lines scroll inside. */
export function WellFrame({
  label,
  size = 'normal',
  action,
  oneLine,
  words,
  contentKey = '',
  children,
}: WellFrameProps): ReactElement {
  const { ref, scrolls, before, after } = useWellScroll(contentKey)
  // A scrolling block must be reachable by keyboard; one that does not scroll must not be a stop.
  const reachable = scrolls ? { tabIndex: 0, role: 'region', 'aria-label': label } : {}
  return (
    <div className={classNames('well', `well-${size}`, oneLine && 'well-one-line')} dir="ltr">
      <div className="well-scroll" ref={ref} {...reachable}>
        {children}
      </div>
      {words && before > 0 && <p className="well-more well-more-before">{words.before(before)}</p>}
      {words && after > 0 && <p className="well-more well-more-after">{words.after(after)}</p>}
      {action !== undefined && <div className="well-action">{action}</div>}
    </div>
  )
}

export interface WellProps extends Omit<WellFrameProps, 'children'> {
  /** Exactly what runs or was written. Never shortened. */
  text: string
  spans?: readonly WellSpan[] | undefined
  /** A prompt sign before the text; it is not part of it. */
  prompt?: string | undefined
  /** A text with more lines than the well begins at this offset, scrolled to it. */
  begin?: number | undefined
}

/**
 * Shows text exactly: long lines wrap, characters that cannot be seen stand as their code point,
 * and each span is underlined by what it does (solid destroys, double leaves, dotted host, dashed runs code).
 */
export function Well({ text, spans = [], prompt, begin = 0, ...frame }: WellProps): ReactElement {
  return (
    <WellFrame {...frame} contentKey={`${begin} ${text}`}>
      {prompt !== undefined && (
        <span className="well-prompt" aria-hidden="true">
          {prompt}
        </span>
      )}
      <code className="well-code">
        {splitWell(text, spans, begin).map((piece) => (
          <Underlined key={piece.key} effects={piece.effects}>
            {piece.begins && <span {...beginMark} />}
            <PieceText piece={piece} />
          </Underlined>
        ))}
      </code>
    </WellFrame>
  )
}

function PieceText({ piece }: { piece: WellPiece }): ReactNode {
  if (piece.kind === 'text') return piece.text
  return <span className="well-code-point">{piece.codePoint}</span>
}

interface UnderlinedProps {
  effects: readonly Effect[]
  depth?: number | undefined
  children: ReactNode
}

/** One element for each effect, so that the lines of overlapping spans are all drawn. */
function Underlined({ effects, depth = 0, children }: UnderlinedProps): ReactNode {
  const [effect, ...others] = effects
  if (effect === undefined) return children
  return (
    <span className={classNames('well-span', `well-span-${effect}`, `well-span-depth-${depth}`)}>
      <Underlined effects={others} depth={depth + 1}>
        {children}
      </Underlined>
    </span>
  )
}
