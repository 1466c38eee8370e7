import { mkdir, symlink } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type MessagesApi, startMessagesApi } from '../../fakes/messages-api.ts'
import { realClis } from '../claude/real-cli.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'

const name = 'anthropic-api-key'
const secret = 'sk-ant-api03-offline-test'

let home: string
let api: MessagesApi
let app: AppUnderTest
beforeEach(async () => {
  home = await freshHome()
  api = await startMessagesApi()
  app = await startApp(home, { claudeCode: { upstream: api.url } })
})
afterEach(async () => {
  await app.stop()
  await api.close()
  await removeHome(home)
})

const outcomes = async () =>
  (await app.ask('egress.list', { limit: 10 })).entries.map(({ outcome }) => outcome)

test('in offline mode nothing leaves, what was wanted stands in the ledger, and it ends at once', async () => {
  await app.ask('settings.change', { offline: true })
  const refused = await app.call('credentials.store', { name, secret, testFirst: true })
  expect(refused).toMatchObject({ ok: false, error: { code: 'credentials.untested' } })
  expect(api.requests).toEqual([])
  expect(await outcomes()).toEqual(['offline'])

  await app.ask('settings.change', { offline: false })
  await app.ask('credentials.store', { name, secret, testFirst: true })
  expect(api.requests).toHaveLength(1)
  await app.until('the exchange', async () => (await outcomes())[0] === 'answered')
})

test('what is refused is no connection of today', async () => {
  await app.ask('settings.change', { offline: true })
  await app.call('credentials.store', { name, secret, testFirst: true })
  const { entries, sinceMidnight } = await app.ask('egress.list', { limit: 10 })
  expect(entries).toHaveLength(1)
  expect(sinceMidnight).toEqual({ bytesOut: 0, connections: 0 })
})

test('what is on its way is ended when it begins', async () => {
  await app.stop()
  const silent = createServer(() => undefined)
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
  const address = silent.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  app = await startApp(home, { claudeCode: { upstream: `http://127.0.0.1:${address.port}` } })
  const asked = new Promise((done) => silent.once('request', done))
  const storing = app.call('credentials.store', { name, secret, testFirst: true })
  await asked
  await app.ask('settings.change', { offline: true })
  expect(await storing).toMatchObject({ ok: false })
  expect(await outcomes()).toEqual(['aborted'])
  silent.closeAllConnections()
  silent.close()
})

const cli = realClis.at(-1)

test.skipIf(!cli)(
  'an agent with a login of its own does not start, and one that runs is named',
  async () => {
    await app.stop()
    const workspace = join(home, 'project')
    await mkdir(workspace)
    await mkdir(join(home, 'bin'))
    await symlink(cli?.program ?? '', join(home, 'bin', 'claude'))
    const PATH = `${join(home, 'bin')}:/usr/local/bin:/usr/bin:/bin`
    app = await startApp(home, { environment: { PATH, HOME: home } })
    const { fingerprint } = await app.ask('workspace.inspect', { path: workspace })
    await app.ask('workspace.decideTrust', { path: workspace, trust: 'limited', fingerprint })
    const start = { agent: 'claude-code', workspace, prompt: 'hello' } as const

    await app.ask('settings.change', { offline: true })
    const refused = await app.call('sessions.start', start)
    expect(refused).toMatchObject({ ok: false, error: { code: 'agent.offline' } })
    expect((await app.ask('sessions.list', {})).sessions).toEqual([])

    await app.ask('settings.change', { offline: false })
    const { id } = await app.ask('sessions.start', start)
    await app.until('a running agent', async () =>
      (await app.events(id)).some(({ kind }) => kind === 'agent-started'),
    )
    await app.ask('settings.change', { offline: true })
    const unheld = { sessions: [{ id, title: 'hello' }] }
    expect(await app.ask('sessions.unheld', {})).toEqual(unheld)
    await app.ask('sessions.stop', { sessionId: id })
    expect(await app.ask('sessions.unheld', {})).toEqual({ sessions: [] })

    // It cannot be resumed either; the prompt is kept and the turn says why.
    await app.ask('sessions.send', { sessionId: id, text: 'again' })
    await app.until('the refusal', async () =>
      (await app.events(id)).some(
        (event) => event.kind === 'turn-ended' && event.failure?.code === 'agent.offline',
      ),
    )
  },
  60_000,
)
