import { type ReactElement, useEffect, useRef, useState } from 'react'
import { brand } from '../../shared/brand.ts'
import { navigate, useApp, useAppEvent, usePageLocation, useWaiting } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { UsageCounter } from '../telemetry/index.ts'
import { useMaxWidth } from '../ui/use-max-width.ts'
import { Banners } from './banners.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { OfflineAnnouncer } from './offline-announcer.tsx'
import { Outlet } from './outlet.tsx'
import { QuestionAnnouncer } from './question-announcer.tsx'
import { focusPage } from './regions.ts'
import { areaOf, routeOf } from './routes.ts'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { Sidebar } from './sidebar.tsx'
import { Strip } from './strip.tsx'
import { TitleBar } from './title-bar.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { WelcomePage } from './welcome-page.tsx'
import './shell.css'

/** As in shell.css: below it the list and the page do not fit beside each other. */
const smallPx = 760

function useWindowTitle(): void {
  const count = useWaiting().length
  useEffect(() => {
    document.title = count === 0 ? brand.name : t('app.window-title', { count, name: brand.name })
  }, [count])
}

/** A control that led elsewhere and went with its page must not leave the keyboard nowhere. */
function useFocusAfterVisit(path: string): void {
  const last = useRef(path)
  useEffect(() => {
    if (last.current === path) return
    last.current = path
    if (document.activeElement === document.body) focusPage()
  }, [path])
}

/** Title bar, sidebar or strip, banners and the page; owns no state but what is open. */
export function Shell(): ReactElement {
  const { path, search } = usePageLocation()
  const route = routeOf(path, search)
  const [sheetOpen, setSheetOpen] = useState(false)
  const [pinned, setPinned] = useState<boolean | null>(null)
  const isFresh = useApp(
    ({ settings, sessions, inbox }) =>
      !settings.welcomed && sessions.length === 0 && inbox.length === 0,
  )
  const isSmall = useMaxWidth(smallPx)
  const isWide = pinned ?? (areaOf(route) === 'sessions' && !isSmall)
  useWindowTitle()
  useAppEvent('app.opened', ({ page }) => navigate(page))
  useFocusAfterVisit(path)
  useEffect(() => {
    // What was chosen in the list is what a small screen has room for.
    if (isSmall && path !== '') setPinned(null)
  }, [isSmall, path])
  useShortcuts({
    route,
    openSheet: () => setSheetOpen(true),
    toggleSidebar: () => setPinned(!isWide),
  })
  if (isFresh && route.kind === 'home') return <WelcomePage />
  return (
    <div className="shell">
      <TitleBar route={route} />
      <div className={isWide ? 'shell-body shell-body-wide' : 'shell-body'}>
        {isWide ? (
          <Sidebar route={route} onFold={() => setPinned(false)} />
        ) : (
          <Strip route={route} onUnfold={() => setPinned(true)} />
        )}
        <div className="shell-page">
          <Banners />
          <ErrorBoundary key={path}>
            <Outlet route={route} />
          </ErrorBoundary>
        </div>
      </div>
      <QuestionAnnouncer />
      <OfflineAnnouncer />
      <UsageCounter area={areaOf(route) ?? 'settings'} />
      <ShortcutSheet open={sheetOpen} onOpenChange={setSheetOpen} />
    </div>
  )
}
