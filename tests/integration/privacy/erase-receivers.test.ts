import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Receipt } from '../../../shared/privacy/model.ts'
import { runToEnd, startApp } from '../app/running-app.ts'
import { sinksForEachTest } from '../app/sinks-for-each-test.ts'
import { until } from '../app/until.ts'

const { place, sinks, operatorFile } = sinksForEachTest()

const start = () => startApp(place, { env: { MSTRO_OPERATOR_FILE: operatorFile() } })

/** An app whose person said yes to both kinds. */
async function consenting() {
  const app = start()
  const client = await app.open()
  await client.ask('telemetry.decide', { errors: true, usage: true })
  return { app, client }
}

async function erase(...args: readonly string[]): Promise<Receipt> {
  const all = ['erase', ...args, '--yes', '--json', '--home', place.home]
  const { code, printed } = await runToEnd(place, all)
  expect(code, printed).toBe(0)
  return JSON.parse(printed).receipt
}

function expectBoth({ others }: Receipt): void {
  const host = `127.0.0.1:${sinks().port}`
  const what = others.filter(({ who }) => who === host).map((one) => one.what)
  expect(what).toEqual([
    'The error reports that were sent while you had them on.',
    'The usage counts that were sent while you had them on.',
  ])
}

test.each([
  ['one part', ['--owner', 'Telemetry']],
  ['everything', ['--everything']],
])('the command names both receivers after a yes: %s', async (_name, args) => {
  const { app } = await consenting()
  await app.end('SIGTERM')
  expectBoth(await erase(...args))
})

test('the app names both receivers after a yes', async () => {
  const { client } = await consenting()
  expectBoth(await client.ask('privacy.eraseEverything', {}))
})

test('an erasure that is killed on its way names them when it is finished', async () => {
  const { app, client } = await consenting()
  // So many that no erasure is over before the kill.
  const many = Array.from({ length: 4_000 }, (_, at) => `desktop/x.json.broken-${at}`)
  for (const path of many) await writeFile(join(place.home, path), '')
  const consent = join(place.home, 'desktop/consent.json')
  client.call('privacy.eraseEverything', {}).catch(() => undefined)
  await until('the answers to be gone', () =>
    stat(consent).then(
      () => false,
      () => true,
    ),
  )
  await app.end('SIGKILL')
  const there = await start().open()
  const { unseenReceipt } = await there.ask('privacy.holdings', {})
  if (unseenReceipt === null) throw new Error('no receipt of the interrupted erasure')
  expectBoth(unseenReceipt)
}, 60_000)
