import { createApp, type Launch } from './app.ts'
import { createBrowserWindows } from './browser-window.ts'
import type { startChromium } from './chromium.ts'
import { createDesktopParts } from './desktop-parts.ts'
import { createIpcMain } from './ipc-main.ts'
import type { Call } from './recording.ts'
import { createSession } from './session.ts'

/** The module `electron`, the calls it only remembered, and `start`, which brings `ready`. */
export function createElectron(launch: Launch, start: typeof startChromium) {
  const calls: Call[] = []
  let chromium: ReturnType<typeof startChromium> | undefined
  const cdp = (sessionId?: string) => {
    if (!chromium) throw new Error('stand-in host: Chromium does not run')
    return chromium.session(sessionId)
  }
  const leave = async (code: number): Promise<void> => {
    await chromium?.stop()
    process.exit(code)
  }
  const sessions = createSession(calls)
  const ipc = createIpcMain()
  const parts = createDesktopParts(calls)
  const lifecycle = createApp(launch, { calls, windows: () => windows, leave })
  const { app } = lifecycle
  const { BrowserWindow, windows } = createBrowserWindows({ cdp, ipc, sessions }, lifecycle, calls)
  const all = () => windows.map((window) => window.webContents)
  const { session } = sessions
  const offered = {
    ...{ app, BrowserWindow, ipcMain: ipc.ipcMain, protocol: session.protocol, ...parts },
    session: { defaultSession: session },
    webContents: {
      getAllWebContents: all,
      fromId: (id: number) => all().find((one) => one.id === id),
      fromDevToolsTargetId: (id: string) => all().find((one) => one.getDevToolsTargetId() === id),
    },
  }
  const electron = new Proxy(offered, {
    get: (target, name) => {
      const isKnown = typeof name === 'symbol' || name in target || /^(then|__esModule)$/.test(name)
      if (isKnown) return Reflect.get(target, name)
      throw new Error(`stand-in host: electron.${name} is not offered`)
    },
  })
  const run = async (): Promise<void> => {
    if (lifecycle.isEnding()) return
    chromium = start(lifecycle.flags, () => app.exit(1))
    const { product } = await cdp().send('Browser.getVersion')
    Object.defineProperty(process.versions, 'chrome', { value: product.replace(/.*\//, '') })
    cdp().on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      const { targetId, openerId } = targetInfo
      if (openerId) void cdp().send('Target.closeTarget', { targetId })
      else void cdp(sessionId).send('Runtime.runIfWaitingForDebugger')
    })
    const pages = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }
    await cdp().send('Target.setAutoAttach', { ...pages, filter: [{ type: 'page' }] })
    lifecycle.start()
  }
  return { electron, calls, start: run }
}
