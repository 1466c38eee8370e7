import type { Virtualizer } from '@tanstack/react-virtual'
import {
  type Dispatch,
  type RefObject,
  type SetStateAction,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { type ScrollFacts, staysStuck } from './stick-to-bottom.ts'

/** What a list needs to follow its end. */
export interface Following {
  stuck: boolean
  /** How many items came since the person scrolled up. */
  missed: number
  onScroll: () => void
  onWheel: (event: { deltaY: number }) => void
  goToNewest: () => void
  /** Stops following until the person is at the end again. */
  letGo: () => void
}

interface FollowingInput {
  enabled: boolean
  stuck: boolean
  setStuck: Dispatch<SetStateAction<boolean>>
  count: number
  virtualizer: Virtualizer<HTMLElement, HTMLDivElement>
  scroller: RefObject<HTMLElement | null>
}

const factsOf = (element: HTMLElement): ScrollFacts => ({
  scrollTopPx: element.scrollTop,
  viewportPx: element.clientHeight,
  contentPx: element.scrollHeight,
})

/** Keeps the end of a list in view until the person scrolls up. */
export function useFollowing(input: FollowingInput): Following {
  const { enabled, stuck, setStuck, count, virtualizer, scroller } = input
  const [seenCount, setSeenCount] = useState(count)
  const before = useRef<ScrollFacts>({ scrollTopPx: 0, viewportPx: 0, contentPx: 0 })
  const totalPx = virtualizer.getTotalSize()

  // biome-ignore lint/correctness/useExhaustiveDependencies: growth in items or in height is the reason to run
  useLayoutEffect(() => {
    if (!enabled || !stuck) return
    setSeenCount(count)
    virtualizer.scrollToEnd()
  }, [enabled, stuck, count, totalPx])

  useEffect(() => {
    const element = scroller.current
    if (!enabled || !stuck || !element || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(() => virtualizer.scrollToEnd())
    observer.observe(element)
    return () => observer.disconnect()
  }, [enabled, stuck, scroller, virtualizer])

  const onScroll = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const now = factsOf(element)
    setStuck((was) => staysStuck(was, before.current, now))
    before.current = now
  }, [scroller, setStuck])

  // A wheel turn is known before its scroll event; without it, growth in between would pull the view back.
  const onWheel = useCallback(
    ({ deltaY }: { deltaY: number }) => {
      const element = scroller.current
      if (deltaY < 0 && element && element.scrollHeight > element.clientHeight) setStuck(false)
    },
    [scroller, setStuck],
  )

  const letGo = useCallback(() => setStuck(false), [setStuck])

  const goToNewest = useCallback(() => {
    setStuck(true)
    virtualizer.scrollToEnd()
  }, [virtualizer, setStuck])

  return {
    stuck: !enabled || stuck,
    missed: Math.max(count - seenCount, 0),
    onScroll,
    onWheel,
    goToNewest,
    letGo,
  }
}
