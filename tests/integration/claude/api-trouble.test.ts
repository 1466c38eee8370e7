import { afterEach, expect, it } from 'vitest'
import { eachRealCli } from './each-real-cli.ts'
import { type Stage, type StageOptions, setStage } from './stage.ts'

const say = (text: string) => [{ text }]
/** Short waits, so that what takes minutes in life takes seconds here. */
const hurried = { API_TIMEOUT_MS: '1500', CLAUDE_CODE_MAX_RETRIES: '2' }

let stage: Stage
afterEach(() => stage.close())

const set = async (scripts: NonNullable<StageOptions['scripts']>, more?: Partial<StageOptions>) => {
  stage = await setStage({ program: null, scripts, ...more })
  return stage
}

eachRealCli('trouble with the model service, Claude Code', ({ program }) => {
  it('ends the turn at the first 401 to a key and keeps the process', async () => {
    await set({ refused: [[{ status: 401 }]], hello: [say('Back again.')] }, { program })
    const run = await stage.run()
    const ended = await stage.turn(run, '@@refused')
    expect(ended).toMatchObject({ outcome: 'failed', failure: { code: 'agent.key-refused' } })
    expect(stage.of('retrying')).toMatchObject([{ attempt: 1, status: 401 }])
    expect(stage.api.requests.length).toBeLessThanOrEqual(2)
    expect(await stage.turn(run, '@@hello')).toMatchObject({ outcome: 'completed' })
  })

  it('shows the first refusal of an own login at once and ends soon after', async () => {
    const api = await set({ refused: [[{ status: 401 }]] })
    const extraEnv = { ANTHROPIC_BASE_URL: api.api.url, ANTHROPIC_API_KEY: 'own-login' }
    const other = await setStage({ program, deps: { extraEnv } })
    const run = await other.run({ apiKey: null })
    const ended = await other.turn(run, '@@refused')
    const retries = other.of('retrying')
    await other.close()
    expect(ended).toMatchObject({ outcome: 'failed', failure: { code: 'agent.logged-out' } })
    expect(retries.map(({ attempt, status }) => ({ attempt, status }))).toEqual([
      { attempt: 1, status: 401 },
      { attempt: 2, status: 401 },
    ])
  })

  it('says that there is no login when there is none', async () => {
    await set({}, { program })
    const ended = await stage.turn(await stage.run({ apiKey: null }), 'hello')
    expect(ended).toMatchObject({ outcome: 'failed', failure: { code: 'agent.logged-out' } })
    expect(stage.of('text')).toEqual([])
  })

  it.each([429, 529])('waits out a %i that passes', async (status) => {
    const headers = { 'retry-after': '0' }
    await set({ busy: [[{ status, times: 2, headers }, { text: 'Now.' }]] }, { program })
    expect(await stage.turn(await stage.run(), '@@busy')).toMatchObject({ outcome: 'completed' })
    expect(stage.of('retrying')[0]).toMatchObject({ attempt: 1, status })
    expect(stage.of('text').map(({ text }) => text)).toEqual(['Now.'])
  })

  it.each([
    { status: 529, code: 'model.overloaded' },
    { status: 429, code: 'model.rate-limited' },
  ])('gives up on a $status that stays', async ({ status, code }) => {
    const headers = { 'retry-after': '0' }
    const deps = { extraEnv: hurried }
    await set({ busy: [[{ status, headers }]], hello: [say('Better.')] }, { program, deps })
    const run = await stage.run()
    expect(await stage.turn(run, '@@busy')).toMatchObject({
      outcome: 'failed',
      failure: { code },
    })
    expect(stage.of('text')).toEqual([])
    expect(await stage.turn(run, '@@hello')).toMatchObject({ outcome: 'completed' })
  })

  it('says what the service said when it refuses a request', async () => {
    await set({ wrong: [[{ status: 403, message: 'scripted refusal' }]] }, { program })
    const ended = await stage.turn(await stage.run(), '@@wrong')
    expect(ended.failure?.code).toBe('model.failed')
    expect(ended.failure?.message).toContain('scripted refusal')
  })

  it('gives up on a service that takes the request and never answers', async () => {
    await set({ hang: [[{ hang: 'accept' }]] }, { program, deps: { extraEnv: hurried } })
    const ended = await stage.turn(await stage.run(), '@@hang', 40_000)
    expect(ended).toMatchObject({ outcome: 'failed', failure: { code: 'model.unreachable' } })
    expect(stage.of('retrying')[0]).toMatchObject({ attempt: 1, status: null })
  })

  it('can be interrupted while the service is silent in the middle of an answer', async () => {
    const halfway = [{ text: 'Half an ' }, { hang: 'stream' as const }]
    await set({ hang: [halfway], hello: [say('Back.')] }, { program })
    const run = await stage.run()
    const turn = stage.turn(run, '@@hang')
    await stage.until((event) => event.kind === 'text-delta' || event.kind === 'text')
    await run.interrupt()
    expect(await turn).toMatchObject({ outcome: 'interrupted' })
    expect(await stage.turn(run, '@@hello')).toMatchObject({ outcome: 'completed' })
  })

  it('asks again when the connection is cut in the middle of an answer', async () => {
    let tries = 0
    const cutOnce = () => (++tries === 1 ? [{ text: 'Half' }, { cut: true }] : say('Whole.'))
    await set({ cut: [cutOnce] }, { program })
    expect(await stage.turn(await stage.run(), '@@cut')).toMatchObject({ outcome: 'completed' })
    expect(tries).toBe(2)
    expect(stage.of('text').at(-1)?.text).toBe('Whole.')
    expect(stage.ledger.map(({ outcome }) => outcome)).toContain('cut')
  })

  it('ends a turn whose answers break off with an error each time', async () => {
    const broken = [{ text: 'Half' }, { error: 'overloaded_error', message: 'Overloaded' }]
    await set({ broken: [broken] }, { program, deps: { extraEnv: hurried } })
    const ended = await stage.turn(await stage.run(), '@@broken', 40_000)
    expect(ended.outcome).toBe('failed')
    expect(ended.failure?.code).toMatch(/^model\./)
  })

  it('says at once that the service cannot be reached in offline mode', async () => {
    await set({}, { program, offline: () => true })
    const ended = await stage.turn(await stage.run(), 'hello')
    expect(ended.outcome).toBe('failed')
    expect(ended.failure?.message).toContain('Offline mode is on')
    expect(stage.api.requests).toEqual([])
    expect(new Set(stage.ledger.map(({ outcome }) => outcome))).toEqual(new Set(['offline']))
  })
})
