import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { app, BrowserWindow, ipcMain, protocol, session, shell } from 'electron'

const ORIGIN = 'app://fixture'
const CSP = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'"
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }
const read = (name: string) => readFile(join(import.meta.dirname, name))

function openWindow(): void {
  const window = new BrowserWindow({
    width: 900,
    height: 600,
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs'), sandbox: true },
  })
  const { webContents } = window
  webContents.setWindowOpenHandler(({ url }) => {
    void shell.openExternal(url)
    return { action: 'deny' }
  })
  webContents.on('will-navigate', (event, url) => {
    if (!url.startsWith(`${ORIGIN}/`)) event.preventDefault()
  })
  webContents.on('will-redirect', (event) => event.preventDefault())
  app.on('second-instance', (...[, argv, , data]) => {
    webContents.send('told', { arguments: argv.slice(-1), data })
  })
  void window.loadURL(`${ORIGIN}/index.html`)
}

async function serve(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/moved') {
    return new Response(null, { status: 302, headers: { location: '/index.html' } })
  }
  if (request.method === 'POST') return new Response(`posted ${await request.text()}`)
  const type = TYPES[extname(pathname)] ?? 'application/octet-stream'
  return new Response(await read(pathname.slice(1)), { headers: { 'content-type': type } })
}

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true } }])
ipcMain.handle('echo', (_event, value) => value)
ipcMain.handle('fail', () => {
  throw new RangeError('out of range')
})
ipcMain.handle('sender', ({ sender, senderFrame }) => {
  const isMainFrame = senderFrame?.parent === null && senderFrame.top === senderFrame
  return { url: senderFrame?.url, origin: senderFrame?.origin, isMainFrame, id: sender.id }
})
ipcMain.on('say', (event, text: string) => event.sender.send('told', { heard: text }))

if (app.requestSingleInstanceLock({ from: 'another instance' })) {
  for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) {
    app.on(name as 'quit', () => process.stdout.write(`event ${name}\n`))
  }
  await import('node:timers/promises').then(({ setImmediate }) => setImmediate())
  void app.whenReady().then(() => {
    protocol.handle('app', serve)
    session.defaultSession.webRequest.onHeadersReceived((details, callback) => {
      callback({
        responseHeaders: { ...details.responseHeaders, 'content-security-policy': [CSP] },
      })
    })
    openWindow()
  })
} else {
  process.stdout.write('second instance\n')
  app.quit()
}
