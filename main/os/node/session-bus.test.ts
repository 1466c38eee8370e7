import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSecretService } from './secret-service.ts'
import { busSockets } from './session-bus.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bus-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Looks over a bus that answers as told. */
async function lookOver(answer: (socket: Socket) => void) {
  const path = join(folder, 'bus')
  const server = createServer((socket) => answer(socket.on('error', () => undefined).resume()))
  await new Promise<void>((resolve) => server.listen({ path }, resolve))
  const environment = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path},guid=0` }
  const look = await createSecretService({ environment, timeoutMs: 200 }).look('any', 'open-only')
  await new Promise((resolve) => server.close(resolve))
  return look
}

test.each<[string, (socket: Socket) => void, RegExp]>([
  ['says nothing', () => undefined, /does not answer/],
  ['hangs up', (socket) => void socket.destroy(), /hung up|EPIPE|ECONNRESET/],
  ['lets nobody in', (socket) => void socket.write('REJECTED EXTERNAL\r\n'), /let nobody in/],
  [
    'speaks something else',
    (socket) => void socket.write(`OK 0\r\n${'x'.repeat(64)}`),
    /byte order/,
  ],
  [
    'announces more than anybody says',
    (socket) => void socket.write(`OK 0\r\nl${'\xff'.repeat(63)}`, 'latin1'),
    /too long/,
  ],
])('a bus that %s is told, and waited for no longer than asked', async (...[, answer, detail]) => {
  expect(await lookOver(answer)).toEqual({
    ...{ status: 'unseen', detail: expect.stringMatching(detail) },
  })
})

test('where a bus lies is read from its address', async () => {
  const at = (address: string) => busSockets({ DBUS_SESSION_BUS_ADDRESS: address })
  expect(at('unix:path=/run/user/1000/bus')).toEqual(['/run/user/1000/bus'])
  expect(at('unix:guid=1,path=/a%20b/bus;tcp:host=x;unix:abstract=/tmp/d,guid=2')).toEqual([
    '/a b/bus',
    '\0/tmp/d',
  ])
  expect(busSockets({ XDG_RUNTIME_DIR: folder })).toEqual([])
  await writeFile(join(folder, 'bus'), '')
  expect(busSockets({ XDG_RUNTIME_DIR: folder })).toEqual([join(folder, 'bus')])
})
