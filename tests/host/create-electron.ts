import { EventEmitter } from 'node:events'
import { type AppDeps, createApp } from './app.ts'
import { createBrowserWindows } from './browser-window.ts'
import type { startChromium } from './chromium.ts'
import { createDesktopParts } from './desktop-parts.ts'
import type { Call } from './recording.ts'
import { createSession } from './session.ts'

type Handler = (event: object, ...args: unknown[]) => unknown
type Launch = Pick<AppDeps, 'flags' | 'appPath' | 'manifest'>
type Deps = Launch & { readonly startChromium: typeof startChromium }

/** The module `electron`, the calls it only remembered, and `start`, which brings `ready`. */
export function createElectron({ startChromium, ...launch }: Deps) {
  const calls: Call[] = []
  const handlers = new Map<string, Handler>()
  let chromium: ReturnType<typeof startChromium> | undefined
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
  const lifecycle = createApp({ ...launch, calls, leave, windows: () => windows })
  const host = { cdp, ipcMain, handlers, sessions }
  const { BrowserWindow, windows } = createBrowserWindows(host, lifecycle, calls)
  const all = () => windows.map(({ webContents }) => webContents)
  const { app } = lifecycle
  const { session } = sessions
  const offered = {
    ...{ app, BrowserWindow, ipcMain, protocol: session.protocol },
    ...createDesktopParts(calls),
    session: { defaultSession: session },
    webContents: {
      getAllWebContents: all,
      fromDevToolsTargetId: (id: string) => all().find((one) => one.getDevToolsTargetId() === id),
    },
  }
  const electron = new Proxy(offered, {
    get: (target, name) => {
      if (typeof name === 'symbol' || name in target || /^(then|__esModule)$/.test(name)) {
        return Reflect.get(target, name)
      }
      throw new Error(`stand-in host: electron.${name} is not offered`)
    },
  })
  const start = async (): Promise<void> => {
    if (lifecycle.isEnding()) return
    chromium = startChromium(lifecycle.flags, () => app.exit(1))
    const browser = cdp()
    browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      // Pages opened by a page never get to load anything; the window-open handler is asked apart.
      if (targetInfo.openerId) void browser.send('Target.closeTarget', targetInfo)
      else void cdp(sessionId).send('Runtime.runIfWaitingForDebugger')
    })
    const filter = [{ type: 'page' }]
    const pausing = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter }
    await browser.send('Target.setAutoAttach', pausing)
    lifecycle.start()
  }
  return { electron, calls, start }
}
