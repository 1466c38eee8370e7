import { useCallback, useRef, useSyncExternalStore } from 'react'

/** The time in milliseconds, refreshed each interval while the component is shown. */
export function useNow(intervalMs: number): number {
  const now = useRef(Date.now())
  const subscribe = useCallback(
    (tell: () => void) => {
      const timer = setInterval(() => {
        now.current = Date.now()
        tell()
      }, intervalMs)
      return () => clearInterval(timer)
    },
    [intervalMs],
  )
  return useSyncExternalStore(subscribe, () => now.current)
}
