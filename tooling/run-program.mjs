import { spawn } from 'node:child_process'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
const ownsGroup = process.platform !== 'win32'

/**
 * Ends a program and everything it started.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function end(child, signal) {
  if (child.pid === undefined) return
  try {
    if (ownsGroup) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch (error) {
    // Already gone, which is what was wanted.
    if (error instanceof Error && 'code' in error && error.code !== 'ESRCH') throw error
  }
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    // Programs in groups of their own do not hear the terminal's Ctrl-C.
    if (running.size === 0) process.exit(130)
    for (const child of running) end(child, signal)
    setTimeout(() => process.exit(130), 5_000).unref()
  })
}

/**
 * How a program ended; `code` is null when it was ended or could not be started.
 * @typedef {{ code: number | null, output: string, timedOut: boolean, tookMs: number }} Ended
 */

/**
 * Runs a program to its end or to `timeoutMs`, whichever comes first; never throws. With `show` its
 * output goes straight through, otherwise the last 200,000 characters come back.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ timeoutMs: number, cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} options
 * @returns {Promise<Ended>}
 */
export function runProgram(command, args, options) {
  const started = Date.now()
  return new Promise((resolve) => {
    let output = ''
    let timedOut = false
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      detached: ownsGroup,
      windowsHide: true,
    })
    running.add(child)
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString('utf8')).slice(-200_000)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const limit = setTimeout(() => {
      timedOut = true
      end(child, 'SIGTERM')
      setTimeout(() => end(child, 'SIGKILL'), 5_000).unref()
    }, options.timeoutMs)
    const finish = (/** @type {number | null} */ code) => {
      clearTimeout(limit)
      running.delete(child)
      resolve({ code, output, timedOut, tookMs: Date.now() - started })
    }
    child.on('error', (error) => {
      output += `${error.message}\n`
      finish(null)
    })
    child.on('close', (code) => finish(code))
  })
}

/** Milliseconds for people: `0.4 s`, `2 min 5 s`. */
export function spokenTime(/** @type {number} */ ms) {
  const seconds = ms / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
