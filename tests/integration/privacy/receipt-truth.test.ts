import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Receipt } from '../../../shared/privacy/model.ts'
import { amountText, receiptText } from '../../../shared/privacy/receipt-text.ts'
import { placeForEachTest } from '../app/each-place.ts'
import { runToEnd, startApp } from '../app/running-app.ts'
import { until } from '../app/until.ts'

const place = placeForEachTest()

const erase = () => ['erase', '--everything', '--yes', '--home', place.home]
const pathsOf = ({ gone }: Receipt) => gone.flatMap(({ files }) => files.map(({ path }) => path))

/** No file may stand under what went and under what stayed for another reason than being written anew. */
function expectTrue(receipt: Receipt): void {
  const gone = pathsOf(receipt)
  for (const path of ['desktop/workspaces.json', 'desktop/settings.json', 'desktop/privacy.json']) {
    expect(gone).not.toContain(path)
    expect(receipt.stays.map(({ what }) => what)).not.toContain(path)
  }
}

test('nothing is said to be gone that was never there, also not when it is erased again', async () => {
  const off = await runToEnd(place, ['telemetry', 'off', '--home', place.home])
  expect(off.code).toBe(0)
  for (const _round of ['first', 'second', 'third']) {
    const done = await runToEnd(place, [...erase(), '--json'])
    expect(done.code, done.printed).toBe(0)
    expectTrue(JSON.parse(done.printed).receipt)
  }
  const spoken = await runToEnd(place, erase())
  expect(spoken.printed).not.toMatch(/\b1 (?:files|items|bytes)\b|\b0 bytes|for this run/)
  const left = await readdir(join(place.home, 'desktop'))
  expect(left).not.toContain('privacy.json')
  expect(left).not.toContain('workspaces.json')
}, 60_000)

test('what was set goes and is told once', async () => {
  const app = startApp(place)
  const client = await app.open()
  await client.ask('settings.change', { theme: 'dark' })
  expect(pathsOf(await client.ask('privacy.eraseEverything', {}))).toContain(
    'desktop/settings.json',
  )
  const again = await client.ask('privacy.eraseEverything', {})
  expect(pathsOf(again)).not.toContain('desktop/settings.json')
  expect((await client.ask('settings.get', {})).theme).toBe('system')
}, 60_000)

test('the page names as many items before as the receipt does after, and the files of the running app as its own', async () => {
  const client = await startApp(place).open()
  await until('the door of the terminal guard', () =>
    stat(join(place.home, 'guard/guard.sock')).then(
      () => true,
      () => false,
    ),
  )
  const { holdings } = await client.ask('privacy.holdings', {})
  const receipt = await client.ask('privacy.eraseEverything', {})
  const before = holdings.filter(({ items, owner }) => items > 0 && owner !== 'keychain')
  const after = receipt.gone.map(({ owner, files }) => [owner, files.length])
  expect(after.sort()).toEqual(before.map(({ owner, items }) => [owner, items]).sort())
  const guard = receipt.stays.filter(({ what }) => what.startsWith('guard/'))
  expect(guard.map(({ what }) => what).sort()).toEqual(['guard/guard.sock', 'guard/running.json'])
  for (const { why } of guard) expect(why).toContain('It goes when the app ends')
}, 60_000)

test('amounts are in words, and an entry without a size tells none', () => {
  expect(amountText(1, 1)).toBe('1 item, 1 byte')
  expect(amountText(2, 30)).toBe('2 items, 30 bytes')
  const files = [{ path: 'file/anthropic-api-key', bytes: 0 }]
  const receipt = { id: 'r', at: 0, version: '1', home: '/h', scope: 'everything', others: [] }
  const text = receiptText({
    ...{ ...receipt, stays: [], gone: [{ owner: 'credentials', files, bytes: 0 }] },
  })
  expect(text).toContain('What went: 1 item\n  credentials: 1 item\n    file/anthropic-api-key\n')
})
