import { type RefObject, useEffect, useRef, useState } from 'react'

/** Tells whether the text of an element is higher or wider than the element shows; stays up to date. */
export function useCut<T extends HTMLElement>(): {
  readonly ref: RefObject<T | null>
  readonly isCut: boolean
} {
  const ref = useRef<T>(null)
  const [isCut, setCut] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const measure = (): void => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element
      setCut(scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, isCut }
}
