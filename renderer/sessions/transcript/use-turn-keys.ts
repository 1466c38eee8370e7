import type { KeyboardEvent, RefObject } from 'react'
import type { VirtualListHandle } from '../../ui/virtual-list.tsx'
import { onceDrawn } from './once-drawn.ts'
import type { Row } from './transcript-rows.ts'

/** The drawn list and what it holds. */
export interface DrawnRows {
  readonly rows: readonly Row[]
  readonly list: RefObject<VirtualListHandle | null>
  readonly frame: RefObject<HTMLElement | null>
}

function isPrompt(row: Row | undefined): boolean {
  return row?.kind === 'entry' && row.entry.kind === 'prompt'
}

/** Index of the first line whose end is in view. */
function firstInView(frame: HTMLElement): number {
  const top = frame.getBoundingClientRect().top
  const items = [...frame.querySelectorAll<HTMLElement>('[data-index]')]
  const seen = items.filter((item) => item.getBoundingClientRect().bottom > top + 1)
  return Math.min(...seen.map((item) => Number(item.dataset.index)))
}

/** Alt+Up and Alt+Down go to the turn before and after; focus goes to its heading. */
export function useTurnKeys({ rows, list, frame }: DrawnRows): (event: KeyboardEvent) => void {
  return (event) => {
    const isTurnKey = event.key === 'ArrowUp' || event.key === 'ArrowDown'
    if (!event.altKey || event.ctrlKey || event.metaKey || !isTurnKey || !frame.current) return
    event.preventDefault()
    const focused = frame.current.querySelector('.prompt-head:focus')
    const item = focused?.closest<HTMLElement>('[data-index]')
    const from = item ? Number(item.dataset.index) : firstInView(frame.current)
    const isUp = event.key === 'ArrowUp'
    const to = isUp
      ? rows.findLastIndex((row, at) => at < from && isPrompt(row))
      : rows.findIndex((row, at) => at > from && isPrompt(row))
    if (to === -1) return
    list.current?.scrollToIndex(to, 'start')
    onceDrawn(frame.current, `[data-index="${to}"] .prompt-head`, (heading) =>
      heading.focus({ preventScroll: true }),
    )
  }
}
