import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDisk, rowFrom } from './disk-truth.ts'
import { placeForEachTest } from './each-place.ts'
import { isRunning, startApp } from './running-app.ts'
import { until, within } from './until.ts'
import type { AppClient } from './ws-client.ts'

const place = placeForEachTest()

const goingAway = 1001

/** Every process below a process, by the parents that the system names. */
async function below(root: number): Promise<number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const parents = new Map<number, number>()
  for (const name of names) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]))
  }
  const found = new Set([root])
  for (let grew = true; grew; ) {
    const before = found.size
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid)
    grew = found.size > before
  }
  return [...found]
}

async function rehearse(client: AppClient, count: number) {
  for (let number = 0; number < count; number += 1) {
    const input = { agent: 'rehearsal', workspace: '', prompt: 'x' } as const
    await client.ask('sessions.start', input)
  }
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s ends rehearsals, sockets and the lock in order',
  async (signal) => {
    const app = startApp(place)
    const clients = await Promise.all([app.open(), app.open(), app.open()])
    const [client] = clients
    if (!client) throw new Error('no client')
    await rehearse(client, 3)
    const inTheMiddle = async () =>
      (await client.ask('audit.status', {})).lastEntry > 6 || undefined
    await until('rehearsals in the middle', inTheMiddle)
    const pids = await below(app.pid)

    expect(await app.end(signal)).toEqual({ code: 0, signal: null })
    expect(await Promise.all(clients.map(({ closed }) => closed))).toEqual([
      goingAway,
      goingAway,
      goingAway,
    ])
    for (const pid of pids) expect(await isRunning(pid), `process ${pid}`).toBe(false)
    expect(existsSync(join(place.home, 'desktop/owner.json'))).toBe(false)
    const { journals } = await readDisk(place.home)
    expect(journals.size).toBe(3)
    for (const [id, events] of journals) {
      expect(['stopped', 'waiting', 'finished']).toContain(rowFrom(id, events).summary.state)
      expect(events.at(-1)?.kind).toBe('agent-exited')
    }
    const next = startApp(place)
    expect((await (await next.open()).ask('app.snapshot', {})).notices).toEqual([])
    await next.end('SIGTERM')
  },
)

test('a stop right after a prompt leaves no agent behind and loses no prompt', async () => {
  const app = startApp(place)
  const client = await app.open()
  const input = { agent: 'rehearsal', workspace: '', prompt: 'just now' } as const
  const { id } = await client.ask('sessions.start', input)
  client.write({
    kind: 'call',
    id: 'last',
    procedure: 'sessions.send',
    input: { sessionId: id, text: 'at the last moment' },
  })
  await until('the prompt', () => client.results('last').length)
  expect(await app.end('SIGTERM')).toEqual({ code: 0, signal: null })
  const events = (await readDisk(place.home)).journals.get(id) ?? []
  const prompts = events.flatMap((event) => (event.kind === 'prompted' ? [event.text] : []))
  expect(prompts).toEqual(['just now', 'at the last moment'])
})

test('a second signal ends at once what does not end in order', async () => {
  const app = startApp(place, { preloads: ['quick-rehearsal', 'slow-stop'] })
  const client = await app.open()
  app.process.kill('SIGINT')
  expect(await within('the farewell', client.closed)).toBe(goingAway)
  app.process.kill('SIGINT')
  expect(await within('the end', app.ended)).toEqual({ code: 130, signal: null })
})
