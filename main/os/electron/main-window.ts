import { BrowserWindow } from 'electron'
import { brand } from '../../../shared/brand.ts'

const reloadPauseMs = 60_000
/** Height of the page's title bar in its own pixels. */
const titleBarHeight = 44

/** What the window tells. */
export interface MainWindowDeps {
  /** Absolute path of the built preload. */
  readonly preload: string
  /** The page it begins with. */
  readonly page: string
  /** The page died and was loaded again. */
  readonly onReloaded: (reason: string) => void
  /** The page died twice in a minute; it stays dead. */
  readonly onBroken: (reason: string) => void
}

/** The one window. */
export interface MainWindow {
  readonly browserWindow: BrowserWindow
  /** Brings it to the front. */
  present(): void
}

/** Opens the window on the app's page; it shows itself when the page has painted. */
export function openMainWindow(deps: MainWindowDeps): MainWindow {
  const browserWindow = new BrowserWindow({
    width: 1_440,
    height: 900,
    minWidth: 1_024,
    minHeight: 700,
    show: false,
    title: brand.desktopName,
    // The page draws the bar; the system draws its own buttons over it and says where.
    titleBarStyle: process.platform === 'darwin' ? 'hiddenInset' : 'hidden',
    titleBarOverlay: { height: titleBarHeight },
    webPreferences: {
      preload: deps.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries would come from a server of Google.
      spellcheck: false,
    },
  })
  const load = () => {
    // A load that is overtaken by another rejects; a page that does not come is told by render-process-gone.
    void browserWindow.loadURL(`${brand.origin}${deps.page}`).catch(() => undefined)
  }
  let lastReload = Number.NEGATIVE_INFINITY
  browserWindow.once('ready-to-show', () => browserWindow.show())
  browserWindow.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const now = performance.now()
    const isAgain = now - lastReload < reloadPauseMs
    lastReload = now
    if (isAgain) deps.onBroken(reason)
    else {
      load()
      deps.onReloaded(reason)
    }
  })
  load()
  return {
    browserWindow,
    present() {
      if (browserWindow.isMinimized()) browserWindow.restore()
      browserWindow.show()
      browserWindow.focus()
    },
  }
}
