import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { closingLine, readPlaywrightReport, readVitestReport, sum } from './test-report.mjs'

const folder = mkdtempSync(join(tmpdir(), 'report-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
const written = (report: unknown) => {
  count += 1
  const path = join(folder, `${count}.json`)
  writeFileSync(path, JSON.stringify(report))
  return path
}
const ended = (code: number | null, timedOut = false) => ({
  name: 'unit',
  ended: { code, timedOut, output: 'last words\n', tookMs: 1 },
})
const one = (status: string, fullName = status) => ({ status, fullName, failureMessages: ['why'] })

describe('the closing line', () => {
  test('names what was not run only when there is something', () => {
    const tally = { passed: 3, failed: 1, skipped: 0, failures: [] }
    expect(closingLine(tally)).toBe('3 passed, 1 failed')
    expect(closingLine({ ...tally, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
  })
})

describe("vitest's report", () => {
  test('counts passed, failed and everything else as skipped', () => {
    const assertionResults = [one('passed'), one('failed'), one('skipped'), one('todo')]
    const path = written({ testResults: [{ name: '/a', status: 'failed', assertionResults }] })
    expect(readVitestReport(path, ended(1))).toMatchObject({
      passed: 1,
      failed: 1,
      skipped: 2,
      failures: [{ name: expect.stringContaining('failed'), message: 'why' }],
    })
  })

  test('a file that cannot be loaded is one failure, its skipped tests stay skipped', () => {
    const file = {
      name: '/a',
      status: 'failed',
      message: 'no such',
      assertionResults: [one('skipped')],
    }
    expect(readVitestReport(written({ testResults: [file] }), ended(1))).toMatchObject({
      passed: 0,
      failed: 1,
      skipped: 1,
      failures: [{ message: 'no such' }],
    })
  })

  test('an error outside the tests is a failure', () => {
    const file = { name: '/a', status: 'passed', assertionResults: [one('passed')] }
    const tally = readVitestReport(written({ testResults: [file] }), ended(1))
    expect(tally).toMatchObject({ passed: 1, failed: 1 })
  })

  test.each([
    ['no report', join(folder, 'not-there.json'), ended(1)],
    ['no test', written({ testResults: [] }), ended(0)],
    ['no end', written({ testResults: [] }), ended(null, true)],
  ])('%s is a failure', (_what, path, run) => {
    expect(readVitestReport(path, run)).toMatchObject({ passed: 0, failed: 1 })
  })
})

describe("Playwright's report", () => {
  const spec = (status: string) => ({
    title: status,
    file: 'a.spec.ts',
    tests: [{ projectName: 'browser', status, results: [{ errors: [{ message: 'why' }] }] }],
  })

  test('counts nested suites; a second try is a failure', () => {
    const suites = [
      {
        title: 'a',
        specs: [spec('expected'), spec('unexpected')],
        suites: [{ title: 'b', specs: [spec('flaky'), spec('skipped')] }],
      },
    ]
    const tally = readPlaywrightReport(written({ suites }), ended(1))
    expect(tally).toMatchObject({ passed: 1, failed: 2, skipped: 1 })
    expect(tally.failures[1]?.message).toContain('passed only on a second try')
  })

  test.each([
    ['errors outside', written({ suites: [], errors: [{ message: 'no config' }] }), ended(1)],
    ['no test', written({ suites: [] }), ended(0)],
    ['no report', join(folder, 'not-there.json'), ended(1)],
  ])('%s: a failure', (_what, path, run) => {
    expect(readPlaywrightReport(path, run)).toMatchObject({ passed: 0, failed: 1 })
  })
})

test('sums keep every failure', () => {
  const tally = { passed: 1, failed: 1, skipped: 1, failures: [{ name: 'a', message: 'b' }] }
  expect(sum([tally, tally])).toMatchObject({ passed: 2, failed: 2, skipped: 2 })
  expect(sum([tally, tally]).failures).toHaveLength(2)
})
