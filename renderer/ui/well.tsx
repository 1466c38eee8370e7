import {
  type ReactElement,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import { classNames } from './class-names.ts'
import type { Effect } from './effect.ts'
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
  children: ReactNode
}

/** The recessed ground for anything a machine runs or wrote; more than 12 lines scroll inside. */
export function WellFrame({
  label,
  size = 'normal',
  action,
  oneLine,
  children,
}: WellFrameProps): ReactElement {
  const { ref, scrolls } = useScrolls()
  // A scrolling block must be reachable by keyboard; one that does not scroll must not be a stop.
  const reachable = scrolls ? { tabIndex: 0, role: 'region', 'aria-label': label } : {}
  return (
    <div className={classNames('well', `well-${size}`, oneLine && 'well-one-line')} dir="ltr">
      <div className="well-scroll" ref={ref} {...reachable}>
        {children}
      </div>
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
}

/**
 * Shows text exactly: long lines wrap, characters that cannot be seen stand as their code point,
 * and each span is underlined by what it does (solid destroys, double leaves, dotted host, dashed runs code).
 */
export function Well({ text, spans = [], prompt, ...frame }: WellProps): ReactElement {
  return (
    <WellFrame {...frame}>
      {prompt !== undefined && (
        <span className="well-prompt" aria-hidden="true">
          {prompt}
        </span>
      )}
      <code className="well-code">
        {splitWell(text, spans).map((piece) => (
          <Underlined key={piece.key} effects={piece.effects}>
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

function useScrolls(): { ref: RefObject<HTMLDivElement | null>; scrolls: boolean } {
  const ref = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const measure = (): void => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element
      setScrolls(scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  return { ref, scrolls }
}
