import { type FocusEvent, useEffect, useRef } from 'react'

/** Notes on an element whether something in it has focus. */
export interface KeptFocus {
  readonly onFocus: () => void
  readonly onBlur: (event: FocusEvent) => void
}

/** Calls `takeFocus` when what had focus inside is gone since `subject` changed: nobody falls out of the page. */
export function useKeptFocus(subject: string, takeFocus: () => void): KeptFocus {
  const hasFocus = useRef(false)
  const take = useRef(takeFocus)
  useEffect(() => {
    take.current = takeFocus
  })
  const before = useRef(subject)
  useEffect(() => {
    if (before.current === subject) return
    before.current = subject
    if (hasFocus.current && document.activeElement === document.body) take.current()
  }, [subject])
  return {
    onFocus: () => {
      hasFocus.current = true
    },
    onBlur: ({ target, currentTarget, relatedTarget }) => {
      if (relatedTarget && currentTarget.contains(relatedTarget)) return
      // An element that goes away blurs too; it is still in the page then, but not a moment later.
      queueMicrotask(() => {
        if (target.isConnected) hasFocus.current = false
      })
    },
  }
}
