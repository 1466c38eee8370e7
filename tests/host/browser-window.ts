import { EventEmitter } from 'node:events'
import { type Call, hostEvent, recorded } from './recording.ts'
import { createWebContents, type Host } from './web-contents.ts'

const REFUSED = Object.entries({
  ...{ nodeIntegration: true, nodeIntegrationInSubFrames: true, webviewTag: true },
  ...{ contextIsolation: false, sandbox: false, webSecurity: false },
})
const RECORDED = [
  'BrowserWindow',
  'flashFrame',
  'focus',
  'setIcon',
  'setMenuBarVisibility',
  'setTitle',
]
const STATES = [
  ['show', 'hide', 'isVisible'],
  ['minimize', 'restore', 'isMinimized'],
  ['maximize', 'unmaximize', 'isMaximized'],
] as const

type Preferences = Readonly<Record<string, unknown>>
type Options = { width?: number; height?: number; show?: boolean; webPreferences?: Preferences }
type Lifecycle = { app: EventEmitter & { isReady(): boolean }; allClosed: () => void }

/** The class `BrowserWindow`; whether, where and how large it shows is state only. */
export function createBrowserWindows(host: Host, { app, allClosed }: Lifecycle, calls: Call[]) {
  const windows: BrowserWindow[] = []
  class BrowserWindow extends EventEmitter {
    static getAllWindows = () => [...windows]
    static getFocusedWindow = () => windows.at(-1) ?? null
    static fromWebContents = (contents: unknown) =>
      windows.find((window) => window.webContents === contents) ?? null
    readonly webContents
    readonly #destroyPage
    readonly #bounds

    constructor({ width = 800, height = 600, show = true, webPreferences = {} }: Options = {}) {
      super()
      if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
      const refused = REFUSED.find(([name, value]) => webPreferences[name] === value)
      if (refused) throw new Error(`stand-in host refuses ${refused.join(': ')}`)
      this.#bounds = { x: 0, y: 0, width, height }
      const { preload } = webPreferences
      const page = createWebContents(host, { preload, width, height, close: () => this.close() })
      this.webContents = page.contents
      this.#destroyPage = page.destroy
      for (const [set, unset, is] of STATES) {
        const state = { is: is === 'isVisible' && show }
        const change = (name: string) => () => {
          state.is = name === set
          this.emit(name)
        }
        Object.assign(this, { [set]: change(set), [unset]: change(unset), [is]: () => state.is })
      }
      Object.assign(this, recorded(calls, RECORDED))
      this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
      windows.push(this)
      app.emit('browser-window-created', hostEvent(), this)
      app.emit('web-contents-created', hostEvent(), this.webContents)
    }
    loadURL = (url: string) => this.webContents.loadURL(url)
    isDestroyed = () => this.webContents.isDestroyed()
    getBounds = () => ({ ...this.#bounds })
    setBounds = (bounds: object) => void Object.assign(this.#bounds, bounds)
    close = (): void => {
      const event = hostEvent()
      this.emit('close', event)
      if (!event.defaultPrevented) this.destroy()
    }
    destroy = (): void => {
      if (this.isDestroyed()) return
      windows.splice(windows.indexOf(this), 1)
      void this.#destroyPage()
      this.emit('closed')
      if (windows.length === 0) allClosed()
    }
  }
  return { BrowserWindow, windows }
}
