import { useEffect, useRef } from 'react'
import { useAppEvent } from '../client/index.ts'

/** Does something once for all entries that are appended within `gatherMs` of the first one. */
export function useGathered(gatherMs: number, act: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  useAppEvent('audit.appended', () => {
    timer.current ??= setTimeout(() => {
      timer.current = null
      act()
    }, gatherMs)
  })
}
