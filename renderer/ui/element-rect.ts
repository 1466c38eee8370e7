import {
  measureElement,
  observeElementRect,
  type Rect,
  type Virtualizer,
} from '@tanstack/react-virtual'

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

/** Measures the height of an item; where nothing can be measured, it takes the estimate. */
export function measureItem<Scroller extends Element, Item extends Element>(
  element: Item,
  entry: ResizeObserverEntry | undefined,
  instance: Virtualizer<Scroller, Item>,
): number {
  if (typeof ResizeObserver !== 'undefined') return measureElement(element, entry, instance)
  return instance.options.estimateSize(instance.indexFromElement(element))
}
