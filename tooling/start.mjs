/** `npm start`: sets up, builds what is stale, then opens the desktop window or browser mode. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { BuildError, ensureBuilt } from './build.mjs'
import { fetchElectron, findElectron, isOverridden } from './electron-binary.mjs'
import { inRoot, PINNED_NODE, ROOT } from './places.mjs'
import { SetupError, setup } from './setup.mjs'
import { parseStartOptions, USAGE, UsageError } from './start-options.mjs'

/** `--desktop` was asked for and cannot be done. */
class NoDesktopError extends Error {}

function hasDisplay() {
  if (process.platform === 'darwin' || process.platform === 'win32') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * Electron's program, or the reason why the desktop window cannot open.
 * @param {boolean} insist
 * @returns {Promise<{ binary: string } | { reason: string }>}
 */
async function findDesktop(insist) {
  if (!hasDisplay()) return { reason: 'no display here' }
  if (process.getuid?.() === 0 && !isOverridden()) {
    return { reason: 'Electron does not run as root' }
  }
  const binary = findElectron() ?? (await fetchElectron(insist))
  if (binary) return { binary }
  return { reason: 'Electron’s program is not here and could not be fetched' }
}

const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`)

/**
 * The program to run, after saying in one line which host it is and why.
 * @param {import('./start-options.mjs').StartOptions} options
 */
async function chooseHost({ host, passed }) {
  const serve = { command: PINNED_NODE, args: [inRoot('out/main/headless.js'), 'serve', ...passed] }
  if (host === 'browser') {
    say('Browser mode: asked for with --browser.')
    return serve
  }
  const desktop = await findDesktop(host === 'desktop')
  if ('binary' in desktop) {
    const { version } = JSON.parse(
      readFileSync(inRoot('node_modules/electron/package.json'), 'utf8'),
    )
    const which = isOverridden()
      ? 'the host that ELECTRON_OVERRIDE_DIST_PATH names'
      : `Electron ${version}`
    say(`Desktop window: ${which} and a display are here.`)
    return {
      command: desktop.binary,
      args: ['.', ...passed.filter((flag) => flag !== '--no-open')],
    }
  }
  if (host === 'desktop') {
    throw new NoDesktopError(
      `The desktop window cannot open: ${desktop.reason}.\nKept: everything is set up and built.\nTo do: run \`npm start -- --browser\`, which offers the same app in the browser.`,
    )
  }
  say(`Browser mode: ${desktop.reason}. \`npm start -- --desktop\` insists on the window.`)
  return serve
}

/**
 * Runs the host to its end and gives back its exit code; a signal to us goes on to it.
 * @param {{ command: string, args: string[] }} host
 * @returns {Promise<number>}
 */
function runHost({ command, args }) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal)
    process.on(signal, () => {
      // Ctrl-C at a terminal reaches the child by itself; twice would cut its orderly end short.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

async function main() {
  const options = parseStartOptions(process.argv.slice(2))
  if (options.isHelp) {
    say(USAGE)
    return 0
  }
  await setup()
  await ensureBuilt()
  return await runHost(await chooseHost(options))
}

try {
  process.exitCode = await main()
} catch (error) {
  const isUsage = error instanceof UsageError
  const isTold =
    isUsage ||
    error instanceof SetupError ||
    error instanceof BuildError ||
    error instanceof NoDesktopError
  if (!isTold) throw error
  process.stderr.write(`${error.message}\n${isUsage ? `\n${USAGE}\n` : ''}`)
  process.exitCode = isUsage ? 2 : 1
}
