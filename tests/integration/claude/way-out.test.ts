import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { eachRealCli } from './each-real-cli.ts'
import { type Stage, type StageOptions, setStage } from './stage.ts'

let stage: Stage
const servers: Server[] = []
afterEach(async () => {
  await stage.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** The proxy of a company: hands plain requests to an origin, refuses tunnels, and notes both. */
async function companyProxy(origin: () => string) {
  const asked: string[] = []
  const server = createServer((incoming, answer) => {
    const { host, pathname, search } = new URL(incoming.url ?? '')
    asked.push(`${incoming.method} ${host}${pathname}`)
    const { method, headers } = incoming
    const handed = request(origin() + pathname + search, { method, headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers)
      came.pipe(answer)
    })
    handed.on('error', () => answer.destroy())
    incoming.pipe(handed)
  })
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`)
    socket.on('error', () => socket.destroy())
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return { asked, url: `http://127.0.0.1:${address.port}` }
}

/** A person who is signed in with Claude Code itself; nothing of the login is real. */
async function signedIn(options: StageOptions & { readonly service: string | null }) {
  stage = await setStage(options)
  const folder = join(stage.home, '.claude')
  mkdirSync(folder)
  const login = {
    ...{ accessToken: 'sk-ant-oat01-none', refreshToken: 'sk-ant-ort01-none' },
    ...{ expiresAt: Date.now() + 86_400_000, subscriptionType: 'max' },
    scopes: ['user:inference', 'user:profile'],
  }
  writeFileSync(join(folder, '.credentials.json'), JSON.stringify({ claudeAiOauth: login }))
  const env = options.service === null ? {} : { ANTHROPIC_BASE_URL: options.service }
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ env }))
}

const scripts = { hello: [[{ text: 'Hello.' }]] }

eachRealCli('the way out of Claude Code with its own login', ({ program }) => {
  it('is the door: a whole turn passes it and stands in the ledger with its session', async () => {
    const proxy = await companyProxy(() => stage.api.url)
    const proxyEnv = { http_proxy: proxy.url, https_proxy: proxy.url }
    await signedIn({ program, scripts, proxyEnv, service: 'http://model.service.example' })
    const run = await stage.run({ apiKey: null })
    expect(await stage.turn(run, '@@hello')).toMatchObject({ outcome: 'completed' })
    expect(proxy.asked).toContain('POST model.service.example/v1/messages')
    await run.stop()
    const paid = stage.ledger.filter(({ host }) => host === 'model.service.example')
    expect(paid[0]).toMatchObject({ purpose: 'agent', session: 'session-of-the-stage', port: 80 })
    expect(paid[0]?.bytesOut).toBeGreaterThan(1_000)
    // As many as the company's proxy saw: nothing went round the door.
    expect(stage.ledger).toHaveLength(proxy.asked.length)
  })

  it('leads to the real service encrypted, through the same door', async () => {
    const proxy = await companyProxy(() => stage.api.url)
    await signedIn({ program, proxyEnv: { https_proxy: proxy.url }, service: null })
    const run = await stage.run({ apiKey: null })
    await run.send({ promptId: 'first', text: 'hello' })
    await stage.until(() => proxy.asked.includes('CONNECT api.anthropic.com:443'), 30_000)
    await run.stop()
    const entry = stage.ledger.find(({ host }) => host === 'api.anthropic.com')
    expect(entry).toMatchObject({ purpose: 'agent', port: 443, outcome: 'failed' })
  })

  it('is shut in offline mode, and every try is told as refused', async () => {
    const proxy = await companyProxy(() => stage.api.url)
    const proxyEnv = { http_proxy: proxy.url, https_proxy: proxy.url }
    const service = 'http://model.service.example'
    await signedIn({ program, scripts, proxyEnv, service, offline: () => true })
    const run = await stage.run({ apiKey: null })
    await run.send({ promptId: 'first', text: '@@hello' })
    await stage.until(() => stage.ledger.length > 0, 30_000)
    await run.stop()
    expect(proxy.asked).toEqual([])
    expect(new Set(stage.ledger.map(({ outcome }) => outcome))).toEqual(new Set(['offline']))
  })
})
