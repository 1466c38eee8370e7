import { useSyncExternalStore } from 'react'

/** Where the person is: a path such as `/session/abc`, its parameters, and a number that grows with every visit. */
export interface PageLocation {
  readonly path: string
  readonly search: string
}

const changed = 'popstate'

/** Goes to a path of this app (`/session/<id>?question=<id>`); Back returns. Going where one is says it anew to listeners. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  const target = new URL(to, window.location.href)
  if (target.origin !== window.location.origin) throw new Error('leads out of the app')
  const isHere = target.href === window.location.href
  if (options.replace || isHere) window.history.replaceState(null, '', target)
  else window.history.pushState(null, '', target)
  window.dispatchEvent(new PopStateEvent(changed))
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(changed, listener)
  return () => window.removeEventListener(changed, listener)
}

/** The present path and parameters; the component follows every change. */
export function usePageLocation(): PageLocation {
  const path = useSyncExternalStore(subscribe, () => window.location.pathname)
  const search = useSyncExternalStore(subscribe, () => window.location.search)
  return { path, search }
}

/** Calls back on every visit, also a repeated one of the same place. */
export function onVisit(listener: () => void): () => void {
  return subscribe(listener)
}
