import { EventEmitter } from 'node:events'
import { type Call, hostEvent, recorded } from './recording.ts'
import { createWebContents, type Host } from './web-contents.ts'

const REFUSED = Object.entries({
  ...{ nodeIntegration: true, nodeIntegrationInSubFrames: true, webviewTag: true },
  ...{ contextIsolation: false, sandbox: false, webSecurity: false },
})
const RECORDED = [
  'BrowserWindow',
  'focus',
  'maximize',
  'minimize',
  'restore',
  'setBounds',
  'setTitle',
]

type Preferences = Readonly<Record<string, unknown>>
type Options = { width?: number; height?: number; show?: boolean; webPreferences?: Preferences }
type Lifecycle = { app: EventEmitter & { isReady(): boolean }; allClosed: () => void }

/** The constructor `BrowserWindow`; whether and how a window shows is state only. */
export function createBrowserWindows(host: Host, { app, allClosed }: Lifecycle, calls: Call[]) {
  const windows: ReturnType<typeof make>[] = []
  const make = ({ width = 800, height = 600, show = true, webPreferences = {} }: Options) => {
    const { preload } = webPreferences
    let isVisible = show
    const turn = (event: 'show' | 'hide') => (): void => {
      isVisible = event === 'show'
      window.emit(event)
    }
    const page = createWebContents(host, { preload, width, height, close: () => window.close() })
    const { contents } = page
    const window = Object.assign(new EventEmitter(), {
      webContents: contents,
      loadURL: contents.loadURL,
      isDestroyed: contents.isDestroyed,
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
        if (contents.isDestroyed()) return
        windows.splice(windows.indexOf(window), 1)
        void page.destroy()
        window.emit('closed')
        if (windows.length === 0) allClosed()
      },
      ...recorded(calls, RECORDED),
    })
    contents.once('did-finish-load', () => window.emit('ready-to-show'))
    return window
  }
  function open(options: Options = {}) {
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const refused = REFUSED.find(([name, value]) => options.webPreferences?.[name] === value)
    if (refused) throw new Error(`stand-in host refuses ${refused.join(': ')}`)
    const window = make(options)
    windows.push(window)
    app.emit('browser-window-created', hostEvent(), window)
    app.emit('web-contents-created', hostEvent(), window.webContents)
    return window
  }
  const BrowserWindow = Object.assign(open, {
    getAllWindows: () => [...windows],
    getFocusedWindow: () => windows.at(-1) ?? null,
    fromWebContents: (contents: unknown) =>
      windows.find(({ webContents }) => webContents === contents) ?? null,
  })
  return { BrowserWindow, windows }
}
