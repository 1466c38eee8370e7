import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { classNames } from './class-names.ts'
import { measureItem, observeRect } from './element-rect.ts'
import { useFollowing } from './use-following.ts'
import { VirtualListItems } from './virtual-list-items.tsx'
import './virtual-list.css'

/** What a view can ask of a list. */
export interface VirtualListHandle {
  scrollToIndex: (index: number, align?: 'start' | 'center' | 'end' | 'auto') => void
  scrollToNewest: () => void
  /** Keeps what is in view where it is, although something in it is about to grow. */
  stay: () => void
  focus: () => void
}

export interface VirtualListProps {
  label: string
  count: number
  itemKey: (index: number) => string
  /** A first guess of the height; the real one is measured. */
  estimatePx: (index: number) => number
  renderItem: (index: number) => ReactNode
  /** `log` is a transcript: it is not read out by itself, use LiveRegion for that. */
  role?: 'list' | 'log' | undefined
  /** Starts at the end and follows it until the person scrolls up. */
  follow?: boolean | undefined
  /** Drawn over the lower edge while the person is away from the end of a followed list. */
  renderNewest?: ((goToNewest: () => void, missed: number) => ReactNode) | undefined
  gapPx?: number | undefined
  paddingStartPx?: number | undefined
  paddingEndPx?: number | undefined
  /** Called when the first item comes into view, to load what is older. */
  onReachStart?: (() => void) | undefined
  handle?: Ref<VirtualListHandle> | undefined
  /** On the element that scrolls. */
  className?: string | undefined
  /** On the element that holds the items: reading width, thread. */
  innerClassName?: string | undefined
}

const OVERSCAN = 6

/** A long list that draws only what is in view; items have any height, Home and End reach its ends. */
export function VirtualList(props: VirtualListProps): ReactElement {
  const { label, count, itemKey, renderItem, role = 'list', follow = false, renderNewest } = props
  const { onReachStart, handle, className, innerClassName } = props
  const scroller = useRef<HTMLElement>(null)
  const [stuck, setStuck] = useState(follow)
  const virtualizer = useVirtualizer<HTMLElement, HTMLDivElement>({
    count,
    getItemKey: itemKey,
    estimateSize: props.estimatePx,
    getScrollElement: () => scroller.current,
    observeElementRect: observeRect,
    measureElement: measureItem,
    overscan: OVERSCAN,
    gap: props.gapPx ?? 0,
    paddingStart: props.paddingStartPx ?? 0,
    paddingEnd: props.paddingEndPx ?? 0,
    // Keeps what the eye is on in place when older items are put before it.
    anchorTo: follow ? 'end' : 'start',
    // Below zero the end is left alone: what grows then pushes down only.
    scrollEndThreshold: stuck ? 1 : -1,
  })
  const following = useFollowing({ enabled: follow, stuck, setStuck, count, virtualizer, scroller })

  useImperativeHandle(
    handle,
    () => ({
      scrollToIndex: (index, align = 'auto') => virtualizer.scrollToIndex(index, { align }),
      scrollToNewest: following.goToNewest,
      stay: following.letGo,
      focus: () => scroller.current?.focus(),
    }),
    [virtualizer, following.goToNewest, following.letGo],
  )

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== scroller.current) return
    if (event.key === 'End') following.goToNewest()
    else if (event.key === 'Home') virtualizer.scrollToIndex(0)
    else return
    event.preventDefault()
  }
  // The first item is in view for a moment while a followed list is opened: that is no wish for more.
  const isAtStart = virtualizer.range?.startIndex === 0 && !(follow && stuck)
  useEffect(() => {
    if (isAtStart && count > 0) onReachStart?.()
  }, [isAtStart, count, onReachStart])
  return (
    <div className="virtual-list">
      <section
        ref={scroller}
        className={classNames('virtual-list-scroll', className)}
        role={role === 'log' ? 'log' : undefined}
        aria-live={role === 'log' ? 'off' : undefined}
        aria-label={label}
        tabIndex={0}
        onScroll={following.onScroll}
        onWheel={following.onWheel}
        onKeyDown={onKeyDown}
      >
        <VirtualListItems
          virtualizer={virtualizer}
          renderItem={renderItem}
          setSize={role === 'list' ? count : undefined}
          className={innerClassName}
        />
      </section>
      {!following.stuck && renderNewest !== undefined && (
        <div className="virtual-list-newest">
          {renderNewest(following.goToNewest, following.missed)}
        </div>
      )}
    </div>
  )
}
