import { observeElementRect, type Rect, type Virtualizer } from '@tanstack/react-virtual'

/** Observes the size of a scrolled element; where nothing can be measured, it takes the window's size. */
export function observeRect<Scroller extends Element, Item extends Element>(
  instance: Virtualizer<Scroller, Item>,
  report: (rect: Rect) => void,
): undefined | (() => void) {
  if (typeof ResizeObserver === 'undefined') {
    report({ width: window.innerWidth, height: window.innerHeight })
    return undefined
  }
  return observeElementRect(instance, report)
}
