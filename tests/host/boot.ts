import { readFileSync } from 'node:fs'
import inspector from 'node:inspector'
import { createRequire, registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startChromium } from './chromium.ts'
import { createElectron } from './create-electron.ts'

// Called as `electron [-r file] [--flags] <app folder> [the app's own arguments]`.
const require = createRequire(import.meta.url)
const args = process.argv.slice(2)
const target = args.findIndex((arg, at) => !arg.startsWith('-') && args[at - 1] !== '-r')
const head = args.slice(0, target)
const appPath = resolve(args[target] ?? '.')
const manifest = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'))
process.argv = [resolve(import.meta.dirname, 'electron'), ...args]
const { version } = require('electron/package.json')
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true })
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: appPath })

const host = createElectron({ flags: head, appPath, manifest }, startChromium)
Object.assign(globalThis, { standInHost: host })

const names = ['electron', 'electron/main', 'electron/common']
const virtual = { url: 'stand-in:electron', format: 'commonjs', shortCircuit: true } as const
// `0 &&` never runs: it names the exports of `import { app } from 'electron'` for Node's lexer.
const source = `module.exports = globalThis.standInHost.electron
0 && (module.exports = { ${Object.keys(host.electron)} })`
registerHooks({
  resolve: (name, context, next) => (names.includes(name) ? virtual : next(name, context)),
  load: (url, context, next) => (url === virtual.url ? { ...virtual, source } : next(url, context)),
})

const inspect = head.find((flag) => flag.startsWith('--inspect'))
if (inspect) inspector.open(Number(inspect.split('=')[1] ?? 9229), '127.0.0.1')
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, host.electron.app.quit)
for (const [at, arg] of head.entries()) if (head[at - 1] === '-r') require(resolve(arg))
// As in Electron, `ready` waits until the app's main module has been evaluated.
await import(pathToFileURL(join(appPath, manifest.main)).href)
await host.start()
