import { useEffect } from 'react'
import { onVisit } from '../client/index.ts'

/** How long a row may take to appear, and what is above it to settle, in milliseconds. */
const appearMs = 10_000
const settleMs = 1_500

/** Goes to the row that the address names (`?setting=<name>`), as soon as its page shows it. */
export function useRevealedSetting(): void {
  useEffect(() => {
    let stop = reveal()
    const forget = onVisit(() => {
      stop()
      stop = reveal()
    })
    return () => {
      forget()
      stop()
    }
  }, [])
}

const nothing = () => undefined

function reveal(): () => void {
  const name = new URLSearchParams(window.location.search).get('setting') ?? ''
  if (!/^[a-z-]{1,40}$/.test(name)) return nothing
  let row: HTMLElement | null = null
  const look = () => {
    const found = document.querySelector<HTMLElement>(`[data-setting="${name}"]`)
    if (!found) return
    if (found !== row) {
      row = found
      mark(found)
      clearTimeout(timer)
      timer = setTimeout(stop, settleMs)
    }
    found.scrollIntoView({ block: 'center' })
  }
  // What is above it may come later and push it away.
  const observer = new MutationObserver(look)
  let timer = setTimeout(() => stop(), appearMs)
  const stop = () => {
    clearTimeout(timer)
    observer.disconnect()
    for (const way of ways) window.removeEventListener(way, stop)
  }
  // Whoever scrolls or types has gone on.
  const ways = ['wheel', 'pointerdown', 'keydown'] as const
  for (const way of ways) window.addEventListener(way, stop, { passive: true })
  observer.observe(document.body, { childList: true, subtree: true })
  look()
  return stop
}

/** Focuses the row and marks it until the focus leaves it. */
function mark(row: HTMLElement): void {
  row.tabIndex = -1
  row.dataset.found = ''
  row.focus({ preventScroll: true })
  const left = (event: FocusEvent) => {
    if (event.relatedTarget instanceof Node && row.contains(event.relatedTarget)) return
    delete row.dataset.found
    row.removeEventListener('focusout', left)
  }
  row.addEventListener('focusout', left)
}
