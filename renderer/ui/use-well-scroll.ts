import { type RefObject, useEffect, useRef, useState } from 'react'

/** What of a well is in view: whether it scrolls, and how many lines stand out of sight on each side. */
interface WellScroll {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly scrolls: boolean
  readonly before: number
  readonly after: number
}

/** Marks the piece that a long well begins at. */
export const beginMark = { 'data-well-begin': '' } as const

/** What a person scrolls with. */
const touches = ['wheel', 'pointerdown', 'keydown', 'touchstart'] as const

/** Follows what of a well is in view, and begins a long one at its marked piece until the person scrolls. */
export function useWellScroll(text: string): WellScroll {
  const ref = useRef<HTMLDivElement>(null)
  const [state, setState] = useState({ scrolls: false, before: 0, after: 0 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text begins anew.
  useEffect(() => {
    const element = ref.current
    if (!element) return
    let isTouched = false
    const touch = (): void => {
      isTouched = true
    }
    const measure = (): void => setState(viewOf(element))
    const place = (): void => {
      // Whoever scrolled it looks at what they looked for.
      if (!isTouched) element.scrollTop = beginOf(element)
      measure()
    }
    place()
    element.addEventListener('scroll', measure)
    for (const name of touches) element.addEventListener(name, touch, { passive: true })
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(place)
    observer?.observe(element)
    for (const child of element.children) observer?.observe(child)
    return () => {
      element.removeEventListener('scroll', measure)
      for (const name of touches) element.removeEventListener(name, touch)
      observer?.disconnect()
    }
  }, [text])
  return { ref, ...state }
}

function viewOf(element: HTMLElement): Omit<WellScroll, 'ref'> {
  const { scrollTop, scrollHeight, clientHeight, scrollWidth, clientWidth } = element
  const isTall = scrollHeight > clientHeight + 1
  const lines = (px: number) => (isTall ? Math.round(Math.max(0, px) / lineHeightOf(element)) : 0)
  return {
    scrolls: isTall || scrollWidth > clientWidth + 1,
    before: lines(scrollTop),
    after: lines(scrollHeight - clientHeight - scrollTop),
  }
}

/** One line stands above what it begins at, so that it is seen to go on there. */
function beginOf(element: HTMLElement): number {
  const begin = element.querySelector('[data-well-begin]')
  if (!begin) return 0
  const inside = begin.getBoundingClientRect().top - element.getBoundingClientRect().top
  return Math.max(0, element.scrollTop + inside - 2 * lineHeightOf(element))
}

function lineHeightOf(element: HTMLElement): number {
  const text = element.querySelector('code') ?? element
  return Number.parseFloat(getComputedStyle(text).lineHeight) || 20
}
