import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placeForEachTest } from '../app/each-place.ts'
import { runToEnd, startApp } from '../app/running-app.ts'
import { until } from '../app/until.ts'
import type { AppClient } from '../app/ws-client.ts'

const place = placeForEachTest()

async function exportAll(client: AppClient): Promise<void> {
  await client.ask('privacy.startExport', { to: 'download' })
  await until('the export', async () => {
    const { status } = await client.ask('privacy.exportStatus', {})
    return status === 'done'
  })
}

const secret = 'correct-horse-battery'

test.each([
  ['looking for a secret', (client: AppClient) => client.ask('privacy.findSecret', { secret })],
  ['forgetting one', (client: AppClient) => client.ask('privacy.forgetSecret', { secret })],
  ['an export', exportAll],
  ['erasing everything', (client: AppClient) => client.ask('privacy.eraseEverything', {})],
])('after %s the home still has its one owner', async (_what, act) => {
  const app = startApp(place)
  const client = await app.open()
  await act(client)
  // The lock of the system itself was kept as well: nothing opened its file.
  if (process.platform === 'linux') {
    const locks = await readFile('/proc/locks', 'utf8')
    expect(locks).toContain(`WRITE ${app.pid} `)
  }

  const second = startApp(place)
  expect(await second.ended).toMatchObject({ code: 1 })
  expect(second.printed()).toContain(`process ${app.pid}`)
  const status = await runToEnd(place, ['status', '--home', place.home, '--json'])
  expect(JSON.parse(status.printed)).toMatchObject({ running: { pid: app.pid } })
  const erase = ['erase', '--everything', '--yes', '--home', place.home, '--json']
  const refused = await runToEnd(place, erase)
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.printed)).toMatchObject({ ok: false, code: 'command.home-held' })

  await client.ask('settings.change', { theme: 'dark' })
  expect(await readFile(join(place.home, 'desktop/settings.json'), 'utf8')).toContain('dark')
  expect(await app.end('SIGTERM')).toMatchObject({ code: 0 })
})
