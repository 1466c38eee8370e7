import { useCallback, useSyncExternalStore } from 'react'

/** True while the window is at most so many pixels wide; false where that cannot be told. */
export function useMaxWidth(px: number): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = mediaOf(px)
      list?.addEventListener('change', onChange)
      return () => list?.removeEventListener('change', onChange)
    },
    [px],
  )
  return useSyncExternalStore(subscribe, () => mediaOf(px)?.matches ?? false)
}

function mediaOf(px: number): MediaQueryList | null {
  return typeof matchMedia === 'function' ? matchMedia(`(max-width: ${px}px)`) : null
}
