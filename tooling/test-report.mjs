import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { ROOT } from './places.mjs'

/**
 * What came of some tests; `failures` name each failed one.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: Failure[] }} Tally
 */

/** @typedef {{ name: string, message: string }} Failure */

/** A tally of one failure. */
export const oneFailure = (/** @type {string} */ name, /** @type {string} */ message) => ({
  passed: 0,
  failed: 1,
  skipped: 0,
  failures: [{ name, message }],
})

/** The sum of several tallies. */
export function sum(/** @type {readonly Tally[]} */ tallies) {
  /** @type {Tally} */
  const start = { passed: 0, failed: 0, skipped: 0, failures: [] }
  return tallies.reduce(
    (total, tally) => ({
      passed: total.passed + tally.passed,
      failed: total.failed + tally.failed,
      skipped: total.skipped + tally.skipped,
      failures: [...total.failures, ...tally.failures],
    }),
    start,
  )
}

/** The closing line: `N passed, N failed`, and how many were not run if any. */
export function closingLine(/** @type {Tally} */ { passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

const escapeCodes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
const plain = (/** @type {string} */ text) => text.replaceAll(escapeCodes, '')

/**
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} VitestCase
 * @typedef {{ name: string, status: string, message?: string, assertionResults: VitestCase[] }} VitestFile
 */

/** @param {VitestFile} file */
function tallyFile(file) {
  const path = relative(ROOT, file.name)
  const failures = file.assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages = [] }) => ({
      name: `${path} › ${fullName}`,
      message: plain(failureMessages.join('\n')),
    }))
  // A file that cannot be loaded, or whose hooks throw, has no failed test of its own.
  const isBroken = file.status === 'failed' && failures.length === 0
  if (isBroken) failures.push({ name: path, message: plain(file.message ?? 'the file failed') })
  const passed = file.assertionResults.filter(({ status }) => status === 'passed').length
  const failedCases = failures.length - (isBroken ? 1 : 0)
  const skipped = file.assertionResults.length - passed - failedCases
  return { passed, failed: failures.length, skipped, failures }
}

/**
 * Reads vitest's JSON report; a missing one, an empty one and errors outside tests are failures.
 * @param {string} path
 * @param {{ name: string, ended: import('./run-program.mjs').Ended }} run
 * @returns {Tally}
 */
export function readVitestReport(path, { name, ended }) {
  const tail = plain(ended.output).trimEnd().split('\n').slice(-30).join('\n')
  if (ended.timedOut) return oneFailure(name, `did not end in time\n${tail}`)
  if (!existsSync(path)) return oneFailure(name, `vitest gave no report\n${tail}`)
  /** @type {{ testResults: VitestFile[] }} */
  const report = JSON.parse(readFileSync(path, 'utf8'))
  if (report.testResults.length === 0) return oneFailure(name, 'no test was found')
  const tally = sum(report.testResults.map(tallyFile))
  if (ended.code === 0 || tally.failed > 0) return tally
  return sum([tally, oneFailure(`${name}: an error outside the tests`, tail)])
}

/**
 * @typedef {{ projectName: string, status: string, results: { errors?: { message?: string }[] }[] }} BrowserCase
 * @typedef {{ title: string, file: string, tests: BrowserCase[] }} BrowserSpec
 * @typedef {{ title: string, specs?: BrowserSpec[], suites?: BrowserSuite[] }} BrowserSuite
 */

/** @param {BrowserSpec} spec */
function tallySpec(spec) {
  return sum(
    spec.tests.map(({ status, projectName, results }) => {
      if (status === 'expected') return { passed: 1, failed: 0, skipped: 0, failures: [] }
      if (status === 'skipped') return { passed: 0, failed: 0, skipped: 1, failures: [] }
      const messages = results.flatMap(({ errors = [] }) =>
        errors.map(({ message = '' }) => message),
      )
      const said = status === 'flaky' ? ['passed only on a second try', ...messages] : messages
      return oneFailure(`${spec.file} › ${spec.title} [${projectName}]`, plain(said.join('\n')))
    }),
  )
}

/** @param {BrowserSuite} suite @returns {Tally} */
function tallySuite({ specs = [], suites = [] }) {
  return sum([...specs.map(tallySpec), ...suites.map(tallySuite)])
}

/** What the desktop specs ran on, as Playwright's configuration names it; null when it does not. */
export function readDesktopHost(/** @type {string} */ path) {
  if (!existsSync(path)) return null
  const { config } = JSON.parse(readFileSync(path, 'utf8'))
  const host = config?.metadata?.desktopSpecsRunOn
  return typeof host === 'string' ? host : null
}

/**
 * Reads Playwright's JSON report; a test that passed on a second try counts as failed.
 * @param {string} path
 * @param {{ name: string, ended: import('./run-program.mjs').Ended }} run
 * @returns {Tally}
 */
export function readPlaywrightReport(path, { name, ended }) {
  const tail = plain(ended.output).trimEnd().split('\n').slice(-30).join('\n')
  if (ended.timedOut) return oneFailure(name, `did not end in time\n${tail}`)
  if (!existsSync(path)) return oneFailure(name, `Playwright gave no report\n${tail}`)
  /** @type {{ suites: BrowserSuite[], errors?: { message?: string }[] }} */
  const report = JSON.parse(readFileSync(path, 'utf8'))
  const outside = (report.errors ?? []).map(({ message = '' }) => oneFailure(name, plain(message)))
  const tally = sum([...report.suites.map(tallySuite), ...outside])
  const isEmpty = tally.passed + tally.failed + tally.skipped === 0
  if (isEmpty) return oneFailure(name, 'no test was found')
  if (ended.code === 0 || tally.failed > 0) return tally
  return sum([tally, oneFailure(`${name}: an error outside the tests`, tail)])
}
