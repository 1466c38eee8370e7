import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { runChecks } from './check.mjs'
import { fetchClaudeVersions } from './claude-cli.mjs'
import { findOnPath, inRoot, outerPath, PINNED_NODE, ROOT } from './places.mjs'
import { runProgram, spokenTime } from './run-program.mjs'
import {
  oneFailure,
  readDesktopHost,
  readPlaywrightReport,
  readVitestReport,
  sum,
} from './test-report.mjs'

const MINUTE = 60_000
const REPORTS = inRoot('.cache', 'test-reports')
const PASSED = { passed: 1, failed: 0, skipped: 0, failures: [] }

/** @typedef {import('./test-report.mjs').Tally} Tally */

/** Tests get the pinned Node first, the command as it was built where a stage builds it, and nothing of ours that the person may have set. */
function testEnvironment() {
  const own = Object.entries(process.env).filter(([name]) => !/^MSTRO_/.test(name))
  const path = [inRoot('node_modules', '.bin'), outerPath()].join(delimiter)
  const program = { TESTED_PROGRAM: 'out/main/headless.js' }
  return { ...Object.fromEntries(own), ...program, PATH: path, FORCE_COLOR: '0' }
}

function reportFile(/** @type {string} */ name) {
  mkdirSync(REPORTS, { recursive: true })
  const path = inRoot('.cache', 'test-reports', `${name}.json`)
  rmSync(path, { force: true })
  return path
}

/**
 * Runs vitest projects and counts their tests.
 * @param {string} name
 * @param {readonly string[]} projects
 * @param {number} timeoutMs
 */
async function runVitest(name, projects, timeoutMs) {
  const report = reportFile(name)
  const ended = await runProgram(
    PINNED_NODE,
    [
      inRoot('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...projects.map((project) => `--project=${project}`),
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: ROOT, env: testEnvironment(), timeoutMs },
  )
  return readVitestReport(report, { name, ended })
}

async function runBuild() {
  try {
    await ensureBuilt()
    return PASSED
  } catch (error) {
    return oneFailure('build', error instanceof Error ? error.message : String(error))
  }
}

async function runGate() {
  const results = await runChecks()
  return sum(
    results.map(({ name, isOk, output }) =>
      isOk
        ? PASSED
        : oneFailure(`check: ${name}`, output.trim().split('\n').slice(0, 60).join('\n')),
    ),
  )
}

/** What the tests run against a real agent; in CI a version that cannot be had is a failure. */
async function bringClaude() {
  const missing = await fetchClaudeVersions()
  for (const sentence of missing) process.stdout.write(`${sentence}; its tests are skipped.\n`)
  if (!process.env.CI) return sum([])
  return sum(missing.map((sentence) => oneFailure('agent program', sentence)))
}

/** @param {string[]} args */
async function runPlaywright(...args) {
  const report = reportFile('browser')
  const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js')
  const ended = await runProgram(PINNED_NODE, [cli, 'test', '--reporter=json', ...args], {
    cwd: ROOT,
    env: { ...testEnvironment(), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    timeoutMs: 10 * MINUTE,
  })
  return { report, ended }
}

/** Counts the browser tests without a browser to run them in. */
async function skipBrowser() {
  const { report } = await runPlaywright('--list')
  const text = existsSync(report) ? readFileSync(report, 'utf8') : ''
  process.stdout.write('Chromium is not here: the browser tests are skipped.\n')
  const skipped = text.match(/"expectedStatus":/g)?.length ?? 0
  return { passed: 0, failed: 0, skipped, failures: [] }
}

async function runBrowser() {
  const isHere = findOnPath('chromium', outerPath()) || process.env.CHROMIUM_PATH
  if (!isHere && process.platform === 'linux') return await skipBrowser()
  const { report, ended } = await runPlaywright()
  const host = readDesktopHost(report) ?? 'an unnamed host'
  process.stdout.write(
    `The desktop specs ran on: ${host}. What that leaves open: docs/unverified.md.\n`,
  )
  return readPlaywrightReport(report, { name: 'browser', ended })
}

/**
 * The parts of the test run in their order: what each needs first, and what it does.
 * @type {Record<string, { needs: ('build' | 'claude')[], run: () => Promise<Tally> }>}
 */
export const STAGES = {
  check: { needs: [], run: runGate },
  arch: { needs: [], run: () => runVitest('arch', ['arch'], 5 * MINUTE) },
  unit: { needs: [], run: () => runVitest('unit', ['unit', 'renderer'], 9 * MINUTE) },
  integration: {
    needs: ['build', 'claude'],
    run: () => runVitest('integration', ['integration'], 14 * MINUTE),
  },
  browser: { needs: ['build', 'claude'], run: runBrowser },
}

/** What several stages need, done once. */
const NEEDS = { build: runBuild, claude: bringClaude }

/**
 * Runs a step, prints its line, and turns a throw into a failure, so that the next step runs too.
 * @param {string} name
 * @param {() => Promise<Tally>} work
 */
async function runStep(name, work) {
  const started = Date.now()
  process.stdout.write(`\n── ${name}\n`)
  const tally = await work().catch((error) =>
    oneFailure(name, error instanceof Error ? (error.stack ?? error.message) : String(error)),
  )
  const { passed, failed, skipped } = tally
  const time = spokenTime(Date.now() - started)
  process.stdout.write(`${name}: ${passed} ok, ${failed} not ok, ${skipped} not run (${time})\n`)
  return tally
}

/**
 * Runs the named stages, each after what it needs.
 * @param {readonly string[]} names
 */
export async function runStages(names) {
  /** @type {Tally[]} */
  const tallies = []
  const done = new Set()
  for (const name of names) {
    const stage = STAGES[name]
    if (!stage) throw new Error(`no such part: ${name}`)
    for (const need of stage.needs.filter((one) => !done.has(one))) {
      done.add(need)
      tallies.push(await runStep(need, NEEDS[need]))
    }
    tallies.push(await runStep(name, stage.run))
  }
  return sum(tallies)
}
