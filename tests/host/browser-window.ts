import { EventEmitter } from 'node:events'
import { type Call, hostEvent, recorded } from './recording.ts'
import { createWebContents, type Host } from './web-contents.ts'

const REFUSED = Object.entries({
  ...{ nodeIntegration: true, nodeIntegrationInSubFrames: true, webviewTag: true },
  ...{ contextIsolation: false, sandbox: false, webSecurity: false },
})
type Preferences = Readonly<Record<string, unknown>>
type Options = { width?: number; height?: number; show?: boolean; webPreferences?: Preferences }
type Lifecycle = { app: EventEmitter & { isReady(): boolean }; allClosed: () => void }

type Contents = ReturnType<typeof createWebContents>['contents'] & { close(): void }
type Window = { webContents: Contents; close(): void; destroy(): void }

/** The constructor `BrowserWindow`; whether and how a window shows is state only. */
export function createBrowserWindows(host: Host, { app, allClosed }: Lifecycle, calls: Call[]) {
  const windows: Window[] = []
  function make({ width = 800, height = 600, show = true, webPreferences = {} }: Options = {}) {
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const refused = REFUSED.find(([name, value]) => webPreferences[name] === value)
    if (refused) throw new Error(`stand-in host refuses ${refused.join(': ')}`)
    const page = createWebContents(host, webPreferences.preload, { width, height })
    const webContents = Object.assign(page.contents, { close: () => window.close() })
    let isVisible = show
    const turn = (event: 'show' | 'hide') => (): void => {
      isVisible = event === 'show'
      window.emit(event)
    }
    const window = Object.assign(new EventEmitter(), {
      webContents,
      loadURL: webContents.loadURL,
      isDestroyed: webContents.isDestroyed,
      show: turn('show'),
      hide: turn('hide'),
      isVisible: () => isVisible,
      isMinimized: () => false,
      getBounds: () => ({ x: 0, y: 0, width, height }),
      close: (): void => {
        const event = hostEvent()
        window.emit('close', event)
        if (!event.defaultPrevented) window.destroy()
      },
      destroy: (): void => {
        if (webContents.isDestroyed()) return
        windows.splice(windows.indexOf(window), 1)
        void page.destroy()
        window.emit('closed')
        if (windows.length === 0) allClosed()
      },
      ...recorded(calls, 'BrowserWindow focus maximize minimize restore setBounds setTitle'),
    })
    webContents.once('did-finish-load', () => window.emit('ready-to-show'))
    windows.push(window)
    app.emit('browser-window-created', hostEvent(), window)
    app.emit('web-contents-created', hostEvent(), webContents)
    return window
  }
  const BrowserWindow = Object.assign(make, {
    getAllWindows: () => [...windows],
    getFocusedWindow: () => windows.at(-1) ?? null,
    fromWebContents: (of: unknown) => windows.find((one) => one.webContents === of) ?? null,
  })
  return { BrowserWindow, windows }
}
