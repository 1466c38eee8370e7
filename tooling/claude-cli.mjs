import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withFileLock } from './file-lock.mjs'
import { inRoot, npmCommand, outerPath } from './places.mjs'
import { runProgram, spokenTime } from './run-program.mjs'

const CACHE = inRoot('.cache', 'claude')
const FETCH_TIMEOUT_MS = 6 * 60_000
const VERSION_TIMEOUT_MS = 60_000

/** @returns {{ package: string, oldest: string, current: string }} */
const pinned = () => JSON.parse(readFileSync(inRoot('tooling', 'claude-versions.json'), 'utf8'))

/** The folder and the program of one fetched version. */
const placeOf = (/** @type {string} */ version, folder = join(CACHE, version)) => ({
  folder,
  stamp: join(folder, '.stamp'),
  program: join(folder, 'node_modules', ...pinned().package.split('/'), 'bin', 'claude.exe'),
})

/**
 * Installs one version into a folder of its own and asks the program for its version.
 * @param {string} version
 * @param {ReturnType<typeof placeOf>} place
 */
async function install(version, place) {
  rmSync(place.folder, { recursive: true, force: true })
  mkdirSync(place.folder, { recursive: true })
  const { command, args } = npmCommand(
    'install',
    '--prefix',
    place.folder,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts=false',
    '--loglevel=error',
    `${pinned().package}@${version}`,
  )
  const installed = await runProgram(command, args, {
    cwd: place.folder,
    env: { ...process.env, PATH: outerPath() },
    timeoutMs: FETCH_TIMEOUT_MS,
  })
  if (installed.timedOut)
    throw new Error(`the download did not end within ${spokenTime(FETCH_TIMEOUT_MS)}`)
  if (installed.code !== 0) {
    throw new Error(installed.output.trim().split('\n').slice(0, 3).join(' ') || 'npm failed')
  }
  const asked = await runProgram(place.program, ['--version'], {
    cwd: place.folder,
    env: { PATH: outerPath(), HOME: place.folder, DISABLE_AUTOUPDATER: '1' },
    timeoutMs: VERSION_TIMEOUT_MS,
  })
  if (!asked.output.includes(version)) {
    throw new Error(`the program answers --version with “${asked.output.trim().slice(0, 200)}”`)
  }
}

/** Fetches one version unless it is in the cache; throws when it cannot be had. */
async function fetchVersion(/** @type {string} */ version) {
  const place = placeOf(version)
  if (existsSync(place.stamp) && existsSync(place.program)) return
  process.stdout.write(`Fetching Claude Code ${version} for the tests …\n`)
  const partial = placeOf(version, join(CACHE, `${version}.partial`))
  await install(version, partial)
  writeFileSync(partial.stamp, version)
  rmSync(place.folder, { recursive: true, force: true })
  renameSync(partial.folder, place.folder)
}

/**
 * Brings the pinned versions of the agent's program into the cache; gives back, for each one that
 * could not be had, a sentence why.
 */
export async function fetchClaudeVersions() {
  const { oldest, current } = pinned()
  const onWait = () => process.stdout.write('Another run is fetching Claude Code, waiting …\n')
  const lock = { timeoutMs: 2 * FETCH_TIMEOUT_MS, onWait }
  /** @type {string[]} */
  const missing = []
  await withFileLock(inRoot('.cache', 'claude.lock'), lock, async () => {
    for (const version of [oldest, current]) {
      try {
        await fetchVersion(version)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        missing.push(`Claude Code ${version} could not be fetched: ${why}`)
      }
    }
  })
  return missing
}
