/**
 * `npm test`: brings what the tests need, runs every part even after a failing one, and closes with
 * the count on a line of its own.
 */
import { existsSync, readFileSync } from 'node:fs'
import { inRoot } from './places.mjs'
import { spokenTime } from './run-program.mjs'
import { SetupError, setup } from './setup.mjs'
import { bringSystemPackages } from './system-packages.mjs'
import { closingLine, oneFailure, sum } from './test-report.mjs'
import { runStages, STAGES } from './test-stages.mjs'

const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`)

/** Prints the table of what these machines cannot verify. */
function reportUnverified() {
  const path = inRoot('docs', 'unverified.md')
  if (!existsSync(path)) return oneFailure('docs/unverified.md', 'the file is missing')
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
  if (rows.length < 3) return oneFailure('docs/unverified.md', 'the file holds no table')
  say(`\n── not verified here (docs/unverified.md)\n${rows.join('\n')}`)
  return sum([])
}

/** In CI nothing missing is forgiven; elsewhere the tests that need it are counted as skipped. */
async function bringPackages() {
  const missing = await bringSystemPackages()
  for (const sentence of missing) say(`${sentence}.`)
  return sum(process.env.CI ? missing.map((one) => oneFailure('system packages', one)) : [])
}

/** @param {import('./test-report.mjs').Tally} tally */
function reportFailures({ failures }) {
  if (failures.length === 0) return
  say('\n── failed')
  for (const { name, message } of failures) {
    say(`\n✗ ${name}\n${message.trimEnd().split('\n').slice(0, 60).join('\n')}`)
  }
}

/** @param {readonly string[]} wanted */
async function runTests(wanted) {
  const started = Date.now()
  const isWhole = wanted.length === 0
  const parts = Object.keys(STAGES).filter((name) => isWhole || wanted.includes(name))
  // Before the set-up: keytar is built while the packages are installed.
  const packages = await bringPackages()
  await setup()
  const tally = sum([packages, await runStages(parts), isWhole ? reportUnverified() : sum([])])
  reportFailures(tally)
  say(`\nTook ${spokenTime(Date.now() - started)}.`)
  say(closingLine(tally))
  return tally.failed > 0 ? 1 : 0
}

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in STAGES))
if (unknown !== undefined) {
  process.stderr.write(
    `npm test does not know “${unknown}”. Its parts: ${Object.keys(STAGES).join(', ')}.\n`,
  )
  process.exitCode = 2
} else {
  try {
    process.exitCode = await runTests(wanted)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(`${error.message}\n\n${closingLine(oneFailure('set-up', error.message))}`)
    process.exitCode = 1
  }
}
