import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Printed } from '../../../shared/workspace/terminal-model.ts'
import { endAllApps, makePlace, startApp } from '../app/running-app.ts'
import { until } from '../app/until.ts'
import { isAlive } from './terminal-stage.ts'

afterEach(endAllApps)

test('kill -9 of the app leaves no shell and nothing that runs in one', async () => {
  const place = await makePlace()
  const folder = join(place.folder, 'work')
  await mkdir(folder)
  const app = startApp(place)
  const client = await app.open()
  const { id } = await client.ask('terminals.open', {
    ...{ folder, run: 'shell', cols: 80, rows: 24 },
  })
  client.follow(`terminal/${id}`, null)
  const write = (data: string) =>
    client.ask('terminals.write', { terminalId: id, viewer: 'one', data, isReply: false })
  await write("trap '' TERM; sleep 301 & echo pids $$ $!.; sleep 302\r")
  const printed = () =>
    client
      .events(`terminal/${id}`)
      .map(({ payload }) => (payload as Printed).text)
      .join('')
  const found = await until('the shell', () => /pids (\d+) (\d+)\./.exec(printed()))
  const pids = [Number(found[1]), Number(found[2])]
  expect(pids.map(isAlive)).toEqual([true, true])
  await app.end('SIGKILL')
  await until('the shell to be gone', () => !pids.some(isAlive))
  await place.remove()
})
