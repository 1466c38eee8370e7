import { useEffect, useRef, useState } from 'react'
import { onVisit } from '../../client/index.ts'
import { onceDrawn } from './once-drawn.ts'
import type { Row } from './transcript-rows.ts'
import type { DrawnRows } from './use-turn-keys.ts'

function questionOf(row: Row): string | undefined {
  if (row.kind === 'call') return row.call.asked?.inboxId
  return row.kind === 'entry' && row.entry.kind === 'ask' ? row.entry.asked?.inboxId : undefined
}

/** Goes to the card that the address names (`?question=ID`), once a visit: the person asked for it, so it takes focus. */
export function useShownQuestion({ rows, list, frame }: DrawnRows): void {
  const [visit, setVisit] = useState(0)
  const shown = useRef(-1)
  useEffect(() => onVisit(() => setVisit((number) => number + 1)), [])
  useEffect(() => {
    const id = new URLSearchParams(window.location.search).get('question')
    if (!id || !frame.current || shown.current === visit) return
    const at = rows.findIndex((row) => questionOf(row) === id)
    if (at === -1) return
    shown.current = visit
    list.current?.scrollToIndex(at, 'center')
    return onceDrawn(frame.current, `[data-question="${CSS.escape(id)}"]`, (card) => {
      card.focus({ preventScroll: true })
      card.scrollIntoView({ block: 'nearest' })
    })
  }, [rows, visit, list, frame])
}
