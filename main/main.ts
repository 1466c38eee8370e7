import { join } from 'node:path'
import { app, dialog, ipcMain, protocol, session } from 'electron'
import { startErrors } from '../shared/app/errors.ts'
import { brand } from '../shared/brand.ts'
import { failure } from '../shared/kit/failure.ts'
import { serveIpc } from './gateway/ipc/serve-ipc.ts'
import { type LocalServer, startLocalServer } from './gateway/local-server/start-local-server.ts'
import { systemClock } from './kit/clock.ts'
import { makeFolderSync } from './kit/make-folder.ts'
import { openPageFiles, type PageFiles } from './kit/page-files.ts'
import { systemCode } from './kit/system-code.ts'
import { createAppProtocol, pageScheme } from './os/electron/app-protocol.ts'
import { setApplicationMenu } from './os/electron/application-menu.ts'
import { readDesktopArguments, switchFromOutside } from './os/electron/command-line.ts'
import { emptyEngineCaches } from './os/electron/engine-caches.ts'
import { createElectronErrorSdk } from './os/electron/error-sdk.ts'
import { pickFolder } from './os/electron/folder-dialog.ts'
import { type MainWindow, openMainWindow } from './os/electron/main-window.ts'
import { denyPermissions, guardPages } from './os/electron/page-guard.ts'
import { createElectronTray } from './os/electron/tray.ts'
import { homeFolder, pageFolder } from './os/node/places.ts'
import { type StartedApp, startApp } from './start-app.ts'
import { createTray } from './tray/index.ts'

const { home: homeArgument, port } = readDesktopArguments(process.argv)
const home = homeFolder(homeArgument)
let window: MainWindow | null = null
/** Set where the app ends because of a failure. */
let exitCode = 0

/** Tells why there is no window, in one of its own and for who started it from a terminal. */
function giveUp(message: string): void {
  process.stderr.write(`${message}\n`)
  dialog.showErrorBox(brand.desktopName, message)
  app.exit(1)
}

function present(started: StartedApp, page: string | null = null): void {
  if (window) {
    window.present()
    if (page !== null) started.app.openPage(page)
    return
  }
  const { notify } = started.app
  const opened = openMainWindow({
    page: page ?? '/',
    preload: join(pageFolder(import.meta.dirname), '..', 'preload', 'preload.cjs'),
    onReloaded: (reason) =>
      notify({
        level: 'warning',
        source: 'app',
        message: `The window had to be loaded again (${reason}). Sessions went on meanwhile, nothing was lost.`,
      }),
    onBroken: (reason) => {
      giveUpWindow(reason)
    },
  })
  window = opened
  opened.browserWindow.once('closed', () => {
    window = null
  })
}

function giveUpWindow(reason: string): void {
  const message = `The window failed twice within a minute (${reason}), so the app closes. Sessions are stopped in order, their transcripts are kept. Start it again.`
  exitCode = 1
  process.stderr.write(`${message}\n`)
  dialog.showErrorBox(brand.desktopName, message)
  app.quit()
}

/** Serves the browser beside the window when a port was asked for. */
async function serveBrowser(
  started: StartedApp,
  pageFiles: PageFiles,
): Promise<LocalServer | null> {
  if (port === undefined) return null
  const { app: running, dispatch } = started
  const logger = running.logger.child('local-server')
  const parts = { dispatch, feeds: running.feeds, clock: systemClock, logger, pageFiles, port }
  const server = await startLocalServer(parts)
  if (!server.ok) {
    running.notify({ level: 'warning', source: 'app', message: server.error.message })
    return null
  }
  running.guardPort(server.value.port)
  process.stdout.write(`${brand.name} is at ${server.value.mintAddress().expose()}\n`)
  return server.value
}

/** The icon in the system's panel; its rows lead to pages of the window. */
function followInTray(started: StartedApp): { close(): void } {
  const { feeds, handlers } = started.app
  return createTray({
    ...{ feeds, clock: systemClock },
    port: createElectronTray({ open: (page) => present(started, page), quit: () => app.quit() }),
    async ground() {
      const snapshot = await handlers['app.snapshot']({}, trayCaller)
      return snapshot.ok ? snapshot.value : null
    },
  })
}

const trayCaller = { wire: 'ipc', role: 'view', name: 'the icon in the panel' } as const

/** Stops what runs before the last window goes, once and within a bounded time. */
function stopBeforeQuit(stop: () => Promise<void>): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running'
  const stopped = () => {
    state = 'stopped'
    if (exitCode === 0) app.quit()
    else app.exit(exitCode)
  }
  app.on('before-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    window?.browserWindow.hide()
    stop().then(stopped, stopped)
  })
}

/** An unexpected throw anywhere ends the app in order, so that agents and locks do not outlive it. */
function stopOnFlaw({ app: running }: StartedApp): void {
  process.on('uncaughtException', (error) => {
    const incidentId = running.logger.incident(error)
    const message = `A flaw of ${brand.name} itself ends it (${incidentId} in the log). What was written is kept. Start it again.`
    exitCode = 1
    process.stderr.write(`${message}\n`)
    dialog.showErrorBox(brand.desktopName, message)
    app.quit()
  })
}

async function open(): Promise<void> {
  const pageFiles = await openPageFiles(pageFolder(import.meta.dirname))
  protocol.handle(brand.scheme, createAppProtocol(pageFiles))
  denyPermissions(session.defaultSession)
  setApplicationMenu()
  const started = await startApp({
    host: 'desktop',
    home,
    errorSdk: createElectronErrorSdk(),
    pickFolder: () => pickFolder(window?.browserWindow ?? null),
    emptyCaches: () => emptyEngineCaches(session.defaultSession),
  })
  if (!started.ok) {
    giveUp(started.error.message)
    return
  }
  const { app: running, dispatch } = started.value
  stopOnFlaw(started.value)
  const ipc = serveIpc({
    ipcMain,
    dispatch,
    feeds: running.feeds,
    logger: running.logger.child('ipc'),
    isOwnWindow: (contentsId) => window?.browserWindow.webContents.id === contentsId,
  })
  const server = await serveBrowser(started.value, pageFiles)
  const tray = followInTray(started.value)
  stopBeforeQuit(async () => {
    tray.close()
    ipc.close()
    await server?.stop()
    await started.value.stop()
  })
  app.on('second-instance', () => present(started.value))
  app.on('activate', () => present(started.value))
  present(started.value)
}

/** Everything that must be said before Electron is ready; false when this process shall not go on. */
function prepare(): boolean {
  const steered = app.isPackaged
    ? switchFromOutside((name) => app.commandLine.hasSwitch(name))
    : null
  if (steered) {
    process.stderr.write(`${brand.desktopName} does not run with --${steered}.\n`)
    app.exit(2)
    return false
  }
  try {
    const profile = join(home, 'desktop', 'window')
    makeFolderSync(profile, 0o700)
    // One profile a home, so that the instance lock is one a home as well.
    app.setPath('userData', profile)
  } catch (error) {
    giveUp(
      failure(startErrors, 'start.home-unwritable', {
        ...{ home, done: 'started', cause: systemCode(error) },
      }).message,
    )
    return false
  }
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return false
  }
  protocol.registerSchemesAsPrivileged([pageScheme])
  app.enableSandbox()
  guardPages()
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => app.quit())
  }
  return true
}

if (prepare()) {
  app
    .whenReady()
    .then(open)
    .catch((error: unknown) => {
      giveUp(`${brand.desktopName} could not start: ${String(error)}`)
    })
}
