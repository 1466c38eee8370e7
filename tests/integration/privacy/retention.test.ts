import { appendFile, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { homeOf, rehearse } from './prepared-app.ts'

const dayMs = 24 * 3_600_000
let home: string
let app: AppUnderTest | null

beforeEach(async () => {
  home = await freshHome()
  app = await startApp(home)
})
afterEach(async () => {
  await app?.stop()
  await removeHome(home)
})

const sent = (daysAgo: number): EgressEntry => ({
  ...{
    at: Date.now() - daysAgo * dayMs,
    purpose: 'model',
    host: `day-${daysAgo}.example`,
    port: 443,
  },
  ...{ bytesOut: 1, bytesIn: 1, outcome: 'answered', durationMs: 1 },
})

const logged = (daysAgo: number) =>
  JSON.stringify({
    at: new Date(Date.now() - daysAgo * dayMs).toISOString(),
    message: `day-${daysAgo}`,
  })

async function restart(): Promise<AppUnderTest> {
  await app?.stop()
  app = await startApp(home)
  return app
}

test('at the start each part loses what is older than its days; the rest stays, and it is told', async () => {
  const logs = join(homeOf(home), 'logs')
  await app?.ask('settings.change', { ledgerRetentionDays: 10, logRetentionDays: 5 })
  await app?.stop()
  app = null
  const ledger = [sent(20), sent(11), sent(3)].map((entry) => JSON.stringify(entry))
  await appendFile(join(logs, 'egress.jsonl'), `${ledger.join('\n')}\n`)
  await writeFile(join(logs, `${brand.command}.log.1`), `${logged(9)}\n${logged(8)}\n`)
  const log = join(logs, `${brand.command}.log`)
  const now = await readFile(log, 'utf8').catch(() => '')
  await writeFile(log, `${logged(6)}\n${logged(1)}\n${now}`)
  const aside = join(homeOf(home), 'desktop', 'settings.json.broken-1')
  await writeFile(aside, 'old')
  await utimes(aside, new Date(Date.now() - 40 * dayMs), new Date(Date.now() - 40 * dayMs))
  await writeFile(join(homeOf(home), 'desktop', 'settings.json.broken-2'), 'new')

  const again = await restart()
  const { entries } = await again.ask('egress.list', { limit: 100 })
  expect(entries.map(({ host }) => host)).toEqual(['day-3.example'])
  expect(await readFile(join(logs, 'egress.jsonl'), 'utf8')).not.toContain('day-20')
  expect(await readFile(log, 'utf8')).not.toContain('day-6')
  expect(await readFile(log, 'utf8')).toContain('day-1')
  await expect(stat(join(logs, `${brand.command}.log.1`))).rejects.toThrow('ENOENT')
  await expect(stat(aside)).rejects.toThrow('ENOENT')
  const { retained, holdings } = await again.ask('privacy.holdings', {})
  expect(retained.map(({ owner, items }) => [owner, items])).toEqual([
    ['egress', 1],
    ['log', 2],
    ['leftovers', 1],
  ])
  const shown = holdings.find(({ owner }) => owner === 'egress')
  expect(shown?.oldestMs).toBe(shown?.newestMs)
  expect(shown?.oldestMs).toBeGreaterThan(Date.now() - 4 * dayMs)
})

test('sessions go by their last use, and only when that was chosen', async () => {
  const first = app ?? (await restart())
  const id = await rehearse(first, 'Make the check pass.')
  await first.stop()
  app = null
  const folder = join(homeOf(home), 'desktop', 'sessions', id)
  const path = join(folder, 'summary.json')
  const summary = JSON.parse(await readFile(path, 'utf8'))
  summary.value.record.summary.lastAt = Date.now() - 100 * dayMs
  await writeFile(path, JSON.stringify(summary))

  const kept = await restart()
  expect((await kept.ask('sessions.list', {})).sessions).toHaveLength(1)
  await kept.ask('settings.change', { sessionRetentionDays: 101 })
  const still = await restart()
  expect((await still.ask('sessions.list', {})).sessions).toHaveLength(1)
  await still.ask('settings.change', { sessionRetentionDays: 99 })
  const gone = await restart()
  expect((await gone.ask('sessions.list', {})).sessions).toEqual([])
  await expect(stat(folder)).rejects.toThrow('ENOENT')
  expect((await gone.ask('privacy.holdings', {})).retained[0]).toMatchObject({ owner: 'sessions' })
})

test('an archive that nobody fetched is gone at the next start', async () => {
  const folder = join(homeOf(home), 'desktop', 'exports')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'old.zip'), 'old')
  await restart()
  await expect(stat(folder)).rejects.toThrow('ENOENT')
})

test('caches of the window that are too old are emptied at the start of the desktop app, and it is told', async () => {
  await app?.stop()
  app = null
  const cache = join(homeOf(home), 'desktop', 'window', 'GPUCache')
  await mkdir(cache, { recursive: true })
  await writeFile(join(cache, 'data_0'), 'old')
  const long = new Date(Date.now() - 31 * dayMs)
  await utimes(join(cache, 'data_0'), long, long)
  app = await startApp(home, {
    host: 'desktop',
    emptyCaches: () => rm(join(cache, 'data_0')),
  })
  const { retained } = await app.ask('privacy.holdings', {})
  expect(retained[0]).toMatchObject({ owner: 'window', items: 1, bytes: 3 })
  expect((await app.ask('settings.get', {})).cacheRetentionDays).toBe(30)
})
