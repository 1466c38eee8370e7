import { EventEmitter } from 'node:events'
import { createApp, type Launch } from './app.ts'
import { createBrowserWindows } from './browser-window.ts'
import type { Paused } from './cdp-pipe.ts'
import type { startChromium } from './chromium.ts'
import { createDesktopParts } from './desktop-parts.ts'
import type { Call } from './recording.ts'
import { createSession } from './session.ts'

type Handler = (event: object, ...args: unknown[]) => unknown
type Target = { targetId: string; openerId?: string }
type StartChromium = typeof startChromium

/** The module `electron`, the calls it only remembered, and `start`, which brings `ready`. */
export function createElectron(launch: Launch, startChromium: StartChromium) {
  const calls: Call[] = []
  const handlers = new Map<string, Handler>()
  let chromium: ReturnType<StartChromium> | undefined
  const cdp = (sessionId?: string) => {
    if (!chromium) throw new Error('stand-in host: Chromium does not run')
    return chromium.session(sessionId)
  }
  const leave = async (code: number): Promise<void> => {
    await chromium?.stop()
    process.exit(code)
  }
  const ipcMain = Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: Handler): void => {
      if (handlers.has(channel)) throw new Error(`stand-in host: second handler for '${channel}'`)
      handlers.set(channel, handler)
    },
    removeHandler: (channel: string) => void handlers.delete(channel),
  })
  const sessions = createSession(calls)
  const lifecycle = createApp(launch, calls, { leave, windows: () => windows })
  const targets = new Map<string, object>()
  const host = { cdp, ipcMain, handlers, sessions, targets }
  const { BrowserWindow, windows } = createBrowserWindows(host, lifecycle, calls)
  const { app } = lifecycle
  const { session: defaultSession } = sessions
  const offered = {
    ...{ app, BrowserWindow, ipcMain, protocol: defaultSession.protocol },
    ...{ session: { defaultSession }, ...createDesktopParts(calls) },
    webContents: {
      getAllWebContents: () => windows.map((window) => window.webContents),
      fromDevToolsTargetId: (id: string) => targets.get(id),
    },
  }
  const electron = new Proxy(offered, {
    get: (target, name) => {
      const isOffered = typeof name === 'symbol' || name in target || name === '__esModule'
      if (isOffered) return Reflect.get(target, name)
      throw new Error(`stand-in host: electron.${name} is not offered`)
    },
  })
  const start = async (): Promise<void> => {
    if (lifecycle.isEnding()) return
    chromium = startChromium(lifecycle.flags, () => app.exit(1))
    const browser = cdp()
    const attached = async (sessionId: string, { targetId, openerId }: Target): Promise<void> => {
      const page = cdp(sessionId)
      // A page opened by a page runs, since its opener in the same process waits with it, but gets
      // no request out: one that was merely held would be let go when the page closes.
      const refuse = ({ requestId }: Paused) =>
        page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      if (openerId) {
        page.on('Fetch.requestPaused', (paused) => void refuse(paused).catch(() => undefined))
        await page.send('Fetch.enable')
      }
      await page.send('Runtime.runIfWaitingForDebugger')
      if (openerId) await browser.send('Target.closeTarget', { targetId })
    }
    browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) =>
      attached(sessionId, targetInfo).catch(() => undefined),
    )
    const filter = [{ type: 'page' }]
    const pausing = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter }
    await browser.send('Target.setAutoAttach', pausing)
    lifecycle.start()
  }
  return { electron, calls, start }
}
