import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { homeOf, rehearse } from './prepared-app.ts'

let home: string
let app: AppUnderTest

beforeEach(async () => {
  home = await freshHome()
  app = await startApp(home)
})
afterEach(async () => {
  await app.stop()
  await removeHome(home)
})

const entries = { kind: 'entries', format: 'jsonl', filter: {} } as const

const ended = () =>
  app.until('the end of the export', async () => {
    const status = await app.ask('audit.exportStatus', {})
    return status.status === 'running' ? null : status
  })

test('an export of the record that has no place to wait fails with its reason, and the app goes on', async () => {
  await rehearse(app, 'Make the check pass.')
  const place = join(homeOf(home), 'desktop', 'exports')
  await mkdir(join(homeOf(home), 'desktop'), { recursive: true })
  await writeFile(place, 'in the way')
  await app.ask('audit.startExport', { what: entries, to: 'download' })
  expect(await ended()).toMatchObject({
    ...{ status: 'failed', failure: { code: 'audit.export-unwritable' } },
  })
  await app.ask('audit.startExport', { what: entries, to: 'download' })
  expect((await ended()).status).toBe('failed')
  expect((await app.ask('audit.verify', {})).status).toBe('intact')
})

test('of two that begin at one moment one writes, the other is told', async () => {
  const start = () => app.call('audit.startExport', { what: entries, to: 'download' })
  const both = await Promise.all([start(), start()])
  expect(both.map((one) => (one.ok ? one.value.status : one.error.code)).sort()).toEqual([
    'audit.export-running',
    'running',
  ])
  expect((await ended()).status).toBe('done')
  expect(await readdir(join(homeOf(home), 'desktop', 'exports'))).toHaveLength(1)
})

test('everything is erased also while the record is exported', async () => {
  await rehearse(app, 'Make the check pass.')
  for (let round = 0; round < 3; round += 1) {
    const exporting = app.call('audit.startExport', { what: entries, to: 'download' })
    const erased = await app.call('privacy.eraseEverything', {})
    expect(erased.ok).toBe(true)
    await exporting
    await ended()
  }
})
