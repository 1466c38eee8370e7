import { readFileSync } from 'node:fs'
import inspector from 'node:inspector'
import { createRequire, registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { flagValue, startChromium } from './chromium.ts'
import { createElectron } from './create-electron.ts'

// Called as `electron [-r file] [--flags] <app folder> [the app's own arguments]`.
const require = createRequire(import.meta.url)
const args = process.argv.slice(2)
const version: string = require('electron/package.json').version
if (args.includes('--version')) {
  process.stdout.write(`v${version}\n`)
  process.exit()
}
const target = args.findIndex((arg, at) => !arg.startsWith('-') && args[at - 1] !== '-r')
const head = target < 0 ? args : args.slice(0, target)
const appPath = resolve(args[target] ?? '.')
const manifest = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'))
process.argv = [resolve(import.meta.dirname, 'electron'), ...args]
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true })
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: appPath })

const flags = head.filter((arg) => arg.startsWith('--'))
const host = createElectron({ flags, appPath, manifest }, startChromium)
Object.assign(globalThis, { standInHost: host })

const url = 'stand-in:electron'
const names = ['electron', 'electron/main', 'electron/common']
// `0 &&` never runs: it names the exports of `import { app } from 'electron'` for Node's lexer.
const source = `module.exports = globalThis.standInHost.electron
0 && (module.exports = { ${Object.keys(host.electron).join(', ')} })`
const format = 'commonjs'
registerHooks({
  resolve: (name, context, next) =>
    names.includes(name) ? { url, format, shortCircuit: true } : next(name, context),
  load: (name, context, next) =>
    name === url ? { source, format, shortCircuit: true } : next(name, context),
})

const inspect = flagValue(flags, 'inspect')
if (inspect !== undefined) inspector.open(Number(inspect || 9229), '127.0.0.1')
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, host.electron.app.quit)
for (const [at, arg] of head.entries()) if (head[at - 1] === '-r') require(resolve(arg))
// As in Electron, `ready` waits until the app's main module has been evaluated.
await import(pathToFileURL(join(appPath, manifest.main ?? 'index.js')).href)
await host.start()
