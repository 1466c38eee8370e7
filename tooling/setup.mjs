/**
 * Brings node_modules, and with it the pinned Node, to what package-lock.json says. Runs on the
 * Node that the person has (20 or newer), with Node's own modules only.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { withFileLock } from './file-lock.mjs'
import { inRoot, npmCommand, outerPath, PINNED_NODE, ROOT } from './places.mjs'
import { runProgram, spokenTime } from './run-program.mjs'

const STAMP = inRoot('node_modules', '.mstro-setup')
const INSTALL_TIMEOUT_MS = 15 * 60_000

/** A set-up that failed, told in sentences: what happened, what was kept, what to do. */
export class SetupError extends Error {}

const readText = (/** @type {string} */ path) =>
  existsSync(path) ? readFileSync(path, 'utf8') : ''

const lockHash = () =>
  createHash('sha256')
    .update(readText(inRoot('package-lock.json')))
    .digest('hex')

/** True when what keytar is built with is here; without it npm leaves the optional package out. */
function hasKeychainToolchain() {
  if (process.platform !== 'linux') return true
  return existsSync('/usr/include/libsecret-1') && existsSync('/usr/bin/g++')
}

const hasKeychain = () => existsSync(inRoot('node_modules', 'keytar', 'build', 'Release'))

/**
 * The versions that a lock file (ours, or npm's record of what it installed) names, by place.
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {}
  } catch {
    // Not there or cut off: nothing is known to be installed.
    return {}
  }
}

/** True when npm's own record says that everything the lock asks for is installed. */
function isInstalled() {
  const installed = lockedPackages(inRoot('node_modules', '.package-lock.json'))
  const wanted = Object.entries(lockedPackages(inRoot('package-lock.json')))
  return wanted.every(([place, { version, optional }]) => {
    if (place === '') return true
    return installed[place]?.version === version || (optional === true && !installed[place])
  })
}

/** @returns {{ lock?: string, toolchain?: boolean }} */
function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'))
  } catch {
    // No stamp or a broken one: the set-up looks for itself.
    return {}
  }
}

function writeStamp() {
  writeFileSync(STAMP, JSON.stringify({ lock: lockHash(), toolchain: hasKeychainToolchain() }))
}

/** True when there is nothing to install. Leaves a stamp where a person's own npm did the work. */
function isReady() {
  if (!existsSync(PINNED_NODE)) return false
  const stamp = readStamp()
  const couldBuildKeychain = !hasKeychain() && hasKeychainToolchain() && stamp.toolchain === false
  if (couldBuildKeychain) return false
  if (stamp.lock === lockHash()) return true
  if (!isInstalled()) return false
  writeStamp()
  return true
}

const REASONS = [
  [
    /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|ENETUNREACH/,
    'The npm registry could not be reached.',
    'Check the connection and the registry in your npm configuration, then run the same command again.',
  ],
  [/ENOSPC/, 'The disk is full.', 'Free about 2 GB, then run the same command again.'],
  [
    /EACCES|EPERM/,
    'A file in this folder belongs to another user or is in use.',
    'Make the folder yours and close programs that use it, then run the same command again.',
  ],
  [
    /EINTEGRITY/,
    'A downloaded package is not the one that package-lock.json names.',
    'Run `npm cache verify`, then the same command again.',
  ],
  [
    /EUSAGE|can only install packages when/,
    'package.json and package-lock.json do not agree.',
    'Run `npm install` once, look at what it changed, then run the same command again.',
  ],
  [
    /E404|ETARGET|notarget/,
    'The registry does not have a package that package-lock.json names.',
    'Use a registry that mirrors registry packages completely, then run the same command again.',
  ],
]

/** @param {import('./run-program.mjs').Ended} ended */
function explain(ended) {
  const known = REASONS.find(([sign]) => sign instanceof RegExp && sign.test(ended.output))
  const tail = ended.output.trimEnd().split('\n').slice(-15).join('\n')
  const happened = ended.timedOut
    ? `npm ci did not end within ${spokenTime(INSTALL_TIMEOUT_MS)}.`
    : (known?.[1] ?? 'npm ci failed.')
  const next = known?.[2] ?? 'Read the lines above, then run the same command again.'
  return new SetupError(
    `${tail}\n\nThe packages were not installed. ${happened}\nKept: all files of the repository; node_modules is incomplete and is installed anew next time.\nTo do: ${next}`,
  )
}

async function install() {
  const { command, args } = npmCommand('ci', '--no-audit', '--no-fund', '--loglevel=error')
  process.stdout.write('Set-up: installing the packages of package-lock.json (npm ci) …\n')
  const ended = await runProgram(command, args, {
    cwd: ROOT,
    env: { ...process.env, PATH: outerPath() },
    timeoutMs: INSTALL_TIMEOUT_MS,
  })
  if (ended.code !== 0) throw explain(ended)
  if (!existsSync(PINNED_NODE)) {
    throw new SetupError(
      'The packages were installed, but the pinned Node is not among them.\nKept: all files of the repository.\nTo do: allow install scripts in your npm configuration (ignore-scripts=false), delete node_modules, run the same command again.',
    )
  }
  writeStamp()
  process.stdout.write(`Set-up: done in ${spokenTime(ended.tookMs)}.\n`)
}

/**
 * Makes node_modules match the lock and gives back the pinned Node's path; two runs at once are
 * fine. Throws a SetupError with sentences for the person.
 */
export async function setup() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetupError(
      `Node ${process.versions.node} is too old. To do: install Node 20 or newer.`,
    )
  }
  if (isReady()) return PINNED_NODE
  const onWait = () => process.stdout.write('Set-up: another run is installing, waiting …\n')
  const lock = { timeoutMs: INSTALL_TIMEOUT_MS, onWait }
  await withFileLock(inRoot('.cache', 'setup.lock'), lock, async () => {
    if (!isReady()) await install()
  })
  return PINNED_NODE
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${await setup()}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 1
  }
}
