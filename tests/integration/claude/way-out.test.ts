import { afterEach, expect, it } from 'vitest'
import { signIn } from '../../fakes/claude-login.ts'
import { type CompanyProxy, openCompanyProxy } from '../../fakes/company-proxy.ts'
import { eachRealCli } from './each-real-cli.ts'
import { type Stage, type StageOptions, setStage } from './stage.ts'

let stage: Stage
let proxy: CompanyProxy
afterEach(async () => {
  await stage.close()
  proxy.close()
})

/** A person behind a company's proxy who is signed in with Claude Code itself. */
async function signedIn(options: StageOptions & { readonly service: string | null }) {
  proxy = await openCompanyProxy(() => stage.api.url)
  const proxyEnv = { http_proxy: proxy.url, https_proxy: proxy.url }
  stage = await setStage({ ...options, proxyEnv })
  signIn(stage.home, options.service)
}

const scripts = { hello: [[{ text: 'Hello.' }]] }

eachRealCli('the way out of Claude Code with its own login', ({ program }) => {
  it('is the door: a whole turn passes it and stands in the ledger with its session', async () => {
    await signedIn({ program, scripts, service: 'http://model.service.example' })
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
    await signedIn({ program, service: null })
    const run = await stage.run({ apiKey: null })
    await run.send({ promptId: 'first', text: 'hello' })
    await stage.until(() => proxy.asked.includes('CONNECT api.anthropic.com:443'), 30_000)
    await run.stop()
    const entry = stage.ledger.find(({ host }) => host === 'api.anthropic.com')
    expect(entry).toMatchObject({ purpose: 'agent', port: 443, outcome: 'failed' })
  })

  it('is shut in offline mode, and every try is told as refused', async () => {
    const service = 'http://model.service.example'
    await signedIn({ program, scripts, service, offline: () => true })
    const run = await stage.run({ apiKey: null })
    await run.send({ promptId: 'first', text: '@@hello' })
    await stage.until(() => stage.ledger.length > 0, 30_000)
    await run.stop()
    expect(proxy.asked).toEqual([])
    expect(new Set(stage.ledger.map(({ outcome }) => outcome))).toEqual(new Set(['offline']))
  })
})
