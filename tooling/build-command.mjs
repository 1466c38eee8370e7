/**
 * `npm run build:command`: bundles `main/headless.ts` into one script and puts it, with the pinned
 * Node, into a single executable with the page and the keychain's native module beside it
 * (`out/command/`). See ADR 4.
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { BuildError, ensureBuilt } from './build.mjs'
import { commandLicences } from './licences.mjs'
import { inRoot, PINNED_NODE, ROOT } from './places.mjs'
import { runProgram, spokenTime } from './run-program.mjs'

/** The file name of the executable; the brand is spelled in package.json's `bin`. */
const { bin } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
const [NAME = 'command'] = Object.keys(bin)
const FILE = process.platform === 'win32' ? `${NAME}.exe` : NAME

/** What Node looks for to know that a script was put into it. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
const STEP_TIMEOUT_MS = 4 * 60_000
const WORKER = /new URL\(\s*(['"])(\.{1,2}\/[\w./-]+\.worker\.ts)\1,\s*import\.meta\.url\s*\)/g

/**
 * A worker has no file of its own there: its bundle becomes the address it is started from.
 * @returns {import('vite').Plugin}
 */
function workersInside() {
  return {
    name: 'workers-inside',
    enforce: 'pre',
    async transform(code, id) {
      if (!code.includes('.worker.ts')) return null
      let inside = code
      for (const [whole, , path] of code.matchAll(WORKER)) {
        const worker = await bundle(resolve(id, '..', path ?? ''), 'es')
        const data = Buffer.from(worker).toString('base64')
        inside = inside.replace(whole, () => `new URL('data:text/javascript;base64,${data}')`)
      }
      return { code: inside, map: null }
    },
  }
}

const TEXT = /new URL\(\s*(['"])((?:\.\.\/)+assets\/[\w./-]+)\1,\s*import\.meta\.url\s*\)/g

/**
 * A text of `assets/` has no file of its own there either.
 * @returns {import('vite').Plugin}
 */
function textsInside() {
  return {
    name: 'texts-inside',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('/assets/')) return null
      const inside = code.replace(TEXT, (_whole, _quote, path) => {
        const text = readFileSync(resolve(id, '..', path)).toString('base64')
        return `new URL('data:text/plain;base64,${text}')`
      })
      return { code: inside, map: null }
    },
  }
}

/**
 * A worker there has an address without a place, and what it needs of Node is found from the executable.
 * @returns {import('vite').Plugin}
 */
function placeOfWorkers() {
  return {
    name: 'place-of-workers',
    renderChunk(code, _chunk, { format }) {
      if (format !== 'es' || !code.includes('import.meta.url')) return null
      const place = `process.getBuiltinModule('node:url').pathToFileURL(process.execPath).href`
      return { code: code.replaceAll('import.meta.url', place), map: null }
    },
  }
}

/** The native module of the keychain, beside the executable; `main/os/node/places.ts` looks for it there. */
const KEYCHAIN = 'keytar.node'

/**
 * The module of the keychain is native, so it cannot lie inside: that one file beside the
 * executable is loaded, and never a package that stands in a folder further up.
 * @returns {import('vite').Plugin}
 */
function keychainBeside() {
  const beside = '\0keychain-beside'
  const code = [
    `import { existsSync } from 'node:fs'`,
    `import { createRequire } from 'node:module'`,
    `import { dirname, join } from 'node:path'`,
    `const file = join(dirname(process.execPath), ${JSON.stringify(KEYCHAIN)})`,
    "if (!existsSync(file)) throw new Error(file + ' is missing')",
    'export default createRequire(process.execPath)(file)',
  ].join('\n')
  return {
    name: 'keychain-beside',
    enforce: 'pre',
    resolveId: (id) => (id === 'keytar' ? beside : null),
    load: (id) => (id === beside ? code : null),
  }
}

/** The native module of terminals, beside the executable; Linux needs no other file. */
const TERMINALS = 'pty.node'
const TERMINALS_FROM = `@lydell/node-pty-${process.platform}-${process.arch}`

/**
 * The same for the module of terminals, whose package looks for it by name.
 * @returns {import('vite').Plugin}
 */
function terminalsBeside() {
  return {
    name: 'terminals-beside',
    enforce: 'pre',
    load: (id) =>
      /[\\/]@lydell[\\/]node-pty[\\/]requireBinary\.js$/.test(id)
        ? [
            `const { createRequire } = require('node:module')`,
            `const { dirname, join } = require('node:path')`,
            'exports.requireBinary = (file) =>',
            '  createRequire(process.execPath)(join(dirname(process.execPath), file))',
          ].join('\n')
        : null,
  }
}

/**
 * Puts the module of terminals beside the executable; says so where there is none for this platform.
 * @param {string} folder
 */
function placeTerminals(folder) {
  const built = inRoot('node_modules', ...TERMINALS_FROM.split('/'), TERMINALS)
  if (existsSync(built)) copyFileSync(built, join(folder, TERMINALS))
  else process.stderr.write(`${built} is missing, so this command will open no terminals.\n`)
}

/**
 * Puts the module of the keychain beside the executable; says so where it was not built here.
 * @param {string} folder
 */
function placeKeychain(folder) {
  const built = inRoot('node_modules', 'keytar', 'build', 'Release', KEYCHAIN)
  if (existsSync(built)) copyFileSync(built, join(folder, KEYCHAIN))
  else process.stderr.write(`${built} is missing, so this command will reach no keychain.\n`)
}

/**
 * Everything an entry reaches, as one script.
 * @param {string} entry
 * @param {'cjs' | 'es'} format
 * @returns {Promise<string>}
 */
async function bundle(entry, format) {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    plugins: [
      ...[workersInside(), textsInside(), keychainBeside(), terminalsBeside()],
      placeOfWorkers(),
    ],
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      write: false,
      target: 'node24',
      minify: true,
      rolldownOptions: { output: { format, codeSplitting: false } },
    },
  }).catch((error) => {
    throw new BuildError(error instanceof Error ? error.message : String(error), { cause: error })
  })
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
  const [chunk, ...more] = outputs
  if (chunk?.type !== 'chunk' || more.length > 0) {
    throw new BuildError(`${entry} did not become one script (${outputs.length} files).`)
  }
  return chunk.code
}

/**
 * @param {string} what
 * @param {string[]} args
 */
async function runNode(what, args) {
  const ended = await runProgram(PINNED_NODE, args, { cwd: ROOT, timeoutMs: STEP_TIMEOUT_MS })
  if (ended.code !== 0) throw new BuildError(`${ended.output.trim()}\n\n${what} failed.`)
}

/**
 * Writes the executable; its draft is in the way of nobody who runs the old one.
 * @param {string} folder
 */
async function writeExecutable(folder) {
  const script = join(folder, 'command.cjs')
  const blob = join(folder, 'command.blob')
  const config = join(folder, 'sea.json')
  const cache = join(folder, 'command.cache')
  const draft = join(folder, `${FILE}.draft`)
  writeFileSync(
    config,
    JSON.stringify({
      main: inRoot('assets', 'command', 'start.cjs'),
      output: blob,
      assets: { 'command.cjs': script, 'command.cache': cache },
      disableExperimentalSEAWarning: true,
      useCodeCache: true,
      // What NODE_OPTIONS says to other programs is not meant for a guard.
      execArgvExtension: 'none',
    }),
  )
  // By the Node that goes into the executable: another one would not take the cache.
  await runNode('The code cache', [inRoot('assets', 'command', 'make-cache.cjs'), script, cache])
  await runNode('Node', ['--experimental-sea-config', config])
  copyFileSync(nodeFile(), draft)
  chmodSync(draft, 0o755)
  const onMac = process.platform === 'darwin'
  if (onMac) execFileSync('codesign', ['--remove-signature', draft])
  await runNode('postject', [
    ...[fileURLToPath(import.meta.resolve('postject/dist/cli.js')), draft],
    ...['NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE],
    ...(onMac ? ['--macho-segment-name', 'NODE_SEA'] : []),
  ])
  if (onMac) execFileSync('codesign', ['--sign', '-', draft])
  renameSync(draft, join(folder, FILE))
  rmSync(blob)
  rmSync(config)
  rmSync(cache)
}

/** The pinned Node itself; what stands in `.bin` is a link. */
function nodeFile() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const file = inRoot('node_modules', 'node', 'bin', name)
  return existsSync(file) ? file : process.execPath
}

/**
 * Builds the command into a folder: the script alone, or the executable with what lies beside it.
 * @param {{ folder: string, scriptOnly: boolean }} wanted
 */
export async function buildCommand({ folder, scriptOnly }) {
  mkdirSync(folder, { recursive: true })
  const script = join(folder, 'command.cjs')
  writeFileSync(script, await bundle(inRoot('main', 'headless.ts'), 'cjs'))
  if (scriptOnly) return
  await writeExecutable(folder)
  writeFileSync(join(folder, 'LICENSES.txt'), commandLicences())
  placeKeychain(folder)
  placeTerminals(folder)
  await ensureBuilt()
  rmSync(join(folder, 'page'), { recursive: true, force: true })
  cpSync(inRoot('out', 'renderer'), join(folder, 'page'), { recursive: true })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, 'script-only': { type: 'boolean' } },
  })
  const folder = resolve(values.out ?? inRoot('out', 'command'))
  const started = Date.now()
  try {
    await buildCommand({ folder, scriptOnly: values['script-only'] === true })
    const made = join(folder, values['script-only'] ? 'command.cjs' : FILE)
    const megabytes = (statSync(made).size / 1e6).toFixed(1)
    process.stdout.write(
      `Built ${made} (${megabytes} MB) in ${spokenTime(Date.now() - started)}.\n`,
    )
  } catch (error) {
    if (!(error instanceof BuildError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
