import { useEffect, useRef } from 'react'
import { navigate, useApp, useWaiting } from '../client/index.ts'
import { sessionOrder } from '../sessions/index.ts'
import { focusPage, moveToRegion } from './regions.ts'
import type { Route } from './routes.ts'
import { type ShortcutAction, shortcutOf } from './shortcuts.ts'
import { nextWaitingPath } from './waiting-path.ts'

/** What shortcuts of the whole window act on. */
export interface ShortcutTargets {
  readonly route: Route
  readonly openSheet: () => void
  readonly toggleSidebar: () => void
}

function isTypingIn(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
  )
}

/** True while a dialog or menu is open: its keys are its own. */
function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
}

/** The new page is drawn after this event, so focus follows a frame later. */
function goToPage(path: string): void {
  navigate(path)
  requestAnimationFrame(focusPage)
}

function neighbourPath(ids: readonly string[], route: Route, step: 1 | -1): string | null {
  if (ids.length === 0) return null
  const at = route.kind === 'session' ? ids.indexOf(route.sessionId) : -1
  const next = at === -1 ? 0 : Math.min(Math.max(at + step, 0), ids.length - 1)
  return `/session/${ids[next]}`
}

/** Listens to the window for as long as the shell stands; what a page handled itself is left alone. */
export function useShortcuts(targets: ShortcutTargets): void {
  const sessions = useApp((app) => app.sessions)
  const waiting = useWaiting()
  const run = (action: ShortcutAction) => {
    const { route } = targets
    const go = (path: string | null) => path !== null && navigate(path)
    const actions: Record<ShortcutAction, () => void> = {
      'new-session': () => goToPage('/new'),
      'next-waiting': () => go(nextWaitingPath(waiting, window.location.search)),
      settings: () => goToPage('/settings/appearance'),
      sidebar: targets.toggleSidebar,
      terminal: () => goToPage('/terminal'),
      'next-region': () => moveToRegion(1),
      'previous-region': () => moveToRegion(-1),
      'next-row': () => go(neighbourPath(sessionOrder(sessions), route, 1)),
      'previous-row': () => go(neighbourPath(sessionOrder(sessions), route, -1)),
      sheet: targets.openSheet,
      leave: () => {
        if (route.kind === 'settings' || route.kind === 'new-session') window.history.back()
      },
    }
    actions[action]()
  }
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isCovered()) return
      const action = shortcutOf(event, isTypingIn(event.target))
      if (action === null) return
      event.preventDefault()
      latest.current(action)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
