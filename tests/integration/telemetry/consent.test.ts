import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeErrorSdk } from '../../../main/os/node/error-sdk.ts'
import { programFolder } from '../../../main/os/node/places.ts'
import { aWhile, openSinks, type Sinks, writeOperator } from '../../fakes/telemetry-sinks.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'

const canary = 'QUETZALCANARY7714'

let home: string
let sinks: Sinks
let operatorFile: string
let app: AppUnderTest
let loads = 0
const errorSdk = {
  folders: [] as string[],
  load() {
    loads += 1
    return nodeErrorSdk.load()
  },
}

const start = (environment: NodeJS.ProcessEnv = {}) =>
  startApp(home, {
    ...{ operatorFile, errorSdk, programFolder },
    environment: { PATH: process.env.PATH ?? '', HOME: home, CANARY_ENV: canary, ...environment },
  })
const restart = async (environment?: NodeJS.ProcessEnv) => {
  await app.stop()
  app = await start(environment)
}
const queueFolder = () => join(home, 'mstro-home/desktop/telemetry')
const got = (kind: 'errors' | 'usage', count = 1) =>
  app.until(`${count} requests for ${kind}`, async () => sinks[kind].length >= count)
const events = () =>
  sinks.usage.flatMap(({ body }) => (JSON.parse(body) as { batch: { event: string }[] }).batch)

beforeEach(async () => {
  loads = 0
  home = await freshHome()
  sinks = await openSinks()
  operatorFile = join(home, 'operator.json')
  await writeOperator(operatorFile, sinks)
  errorSdk.folders = [join(home, 'profile/sentry')]
  app = await start()
})
afterEach(async () => {
  await app.stop()
  await sinks.close()
  await removeHome(home)
})

/** What a person does in a first minute: a rehearsal with an answer, a setting, a flaw of ours. */
async function useTheApp() {
  const { id } = await app.ask('sessions.start', {
    agent: 'rehearsal',
    workspace: '',
    prompt: `Fix ${canary} in /home/${canary}/secret.ts`,
  })
  const item = await app.untilWaiting(id)
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'deny', note: canary } })
  await app.ask('settings.change', { claudePath: `/opt/${canary}/claude` })
  await fail()
}

/** An unexpected failure whose message, name and cause quote the person's things. */
async function fail() {
  const cause = new Error(`ENOENT: no such file or directory, open '/home/${canary}/.env'`)
  const error = new TypeError(`prompt was "${canary}" with ghp_${'a1'.repeat(18)}`, { cause })
  Object.assign(error, { prompt: canary, path: `/home/${canary}` })
  app.app.logger.incident(error)
  const named = new RangeError(canary)
  named.name = canary
  app.app.logger.incident(named)
}

describe('before a yes', () => {
  test('nothing is loaded, queued or sent, whatever happens', async () => {
    await useTheApp()
    await app.ask('telemetry.count', { event: 'area opened', properties: { area: 'audit' } })
    await app.ask('telemetry.reportPageError', {
      ...{ name: 'Error', message: canary, how: 'error', frames: [] },
    })
    await aWhile()
    expect(loads).toBe(0)
    expect(sinks.all).toEqual([])
    expect(existsSync(queueFolder())).toBe(false)
    const status = await app.ask('telemetry.status', {})
    expect(status.errors.hold).toEqual({ kind: 'not-asked' })
    expect((await app.ask('app.snapshot', {})).telemetry).toEqual({
      ...{ errors: false, usage: false, wantsAnswer: true },
    })
  })

  test('an error of the page quotes nothing in the log either, whatever it was told', async () => {
    // No pattern knows a passphrase.
    const passphrase = 'correct horse battery staple'
    await app.ask('telemetry.reportPageError', {
      ...{ name: passphrase, message: `no row for “${passphrase}”`, how: 'drawing' },
      frames: [
        { file: 'http://127.0.0.1:1/assets/index-abc.js', function: 'Row', line: 3, column: 9 },
        { file: `https://elsewhere/${passphrase}`, function: passphrase, line: 1, column: 1 },
      ],
    })
    const log = join(home, 'mstro-home/logs/mstro.log')
    const text = await app.until('the line', async () => {
      const written = await readFile(log, 'utf8').catch(() => '')
      return written.includes('the page failed') && written
    })
    expect(text).not.toContain(passphrase)
    expect(text).toContain('(message cut)')
    expect(text).toContain('"filename":"app:///assets/index-abc.js","function":"Row","lineno":3')
  })

  test('a yes to one is not a yes to the other', async () => {
    await app.ask('telemetry.decide', { usage: true })
    await fail()
    await app.ask('settings.change', { theme: 'dark' })
    await got('usage')
    await aWhile()
    expect(sinks.errors).toEqual([])
    expect(loads).toBe(0)
    await app.ask('telemetry.decide', { errors: true, usage: false })
    await app.ask('settings.change', { theme: 'light' })
    await fail()
    await got('errors', 2)
    expect(sinks.usage).toHaveLength(1)
  })
})

describe('after a yes', () => {
  beforeEach(async () => {
    await app.ask('telemetry.decide', { errors: true, usage: true }, 'this window')
  })

  test('exactly what is allowed arrives, and nothing of the person', async () => {
    await useTheApp()
    await got('errors', 2)
    await app.until('the counts', async () => events().some(({ event }) => event === 'turn ended'))
    const everything = sinks.all.map(({ path, headers, body }) => path + headers + body).join('\n')
    for (const secret of [canary, home, hostname(), 'ghp_', 'secret.ts', '.env', 'prompt was']) {
      expect(everything).not.toContain(secret)
    }
    expect(everything.toLowerCase()).not.toContain('user-agent')
    expect(new RegExp(`\\b${userInfo().username}\\b/`).test(everything)).toBe(false)

    const [head, item, payload] = (sinks.errors[0]?.body ?? '').trim().split('\n')
    const report = JSON.parse(payload ?? '') as { exception: { values: object[] } }
    expect(Object.keys(JSON.parse(head ?? ''))).toEqual(['event_id', 'sent_at'])
    expect(JSON.parse(item ?? '')).toMatchObject({ type: 'event', length: payload?.length })
    expect(report).toEqual({
      event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      timestamp: expect.any(Number),
      ...{ platform: 'node', level: 'error', release: 'mstro@0.1.0', environment: 'browser' },
      exception: {
        values: ['Error', 'TypeError'].map((type) => ({
          type,
          value: type === 'Error' ? 'ENOENT' : '(message cut)',
          mechanism: { type: 'generic', handled: true },
          stacktrace: { frames: expect.any(Array) },
        })),
      },
      contexts: { os: { name: 'Linux' }, app: { app_version: '0.1.0' } },
      sdk: { name: 'mstro', version: '0.1.0', settings: { infer_ip: 'never' } },
    })
    expect(sinks.errors[1]?.body).toContain('"type":"Error","value":"(message cut)"')

    const common = {
      ...{ app_version: '0.1.0', os: 'Linux' },
      ...{ $ip: '0.0.0.0', $geoip_disable: true, $process_person_profile: false },
    }
    const counted = events() as { event: string; properties: object }[]
    expect(counted).toContainEqual({
      event: 'question answered',
      uuid: expect.any(String),
      distinct_id: expect.any(String),
      timestamp: expect.stringMatching(/:00\.000Z$/),
      properties: { kind: 'approval', answer: 'deny', waited: 'under 10 s', ...common },
    })
    expect(counted).toContainEqual(
      expect.objectContaining({
        event: 'setting switched',
        properties: { setting: 'claudePath', ...common },
      }),
    )
    expect(new Set(counted.map(({ event }) => event))).toEqual(
      new Set(['session started', 'question answered', 'setting switched', 'turn ended']),
    )
    expect(Object.keys(JSON.parse(sinks.usage[0]?.body ?? ''))).toEqual(['api_key', 'batch'])
  })

  test('what went out is shown byte for byte, and stands in the ledger', async () => {
    await fail()
    await app.ask('settings.change', { density: 'compact' })
    await got('errors', 2)
    await got('usage')
    const status = await app.until('the last payloads', async () => {
      const now = await app.ask('telemetry.status', {})
      return now.errors.last && now.usage.last && now.errors.queued === 0 ? now : null
    })
    expect(sinks.errors.map(({ body }) => body)).toContain(status.errors.last?.body)
    expect(status.usage.last?.body).toBe(sinks.usage[0]?.body)
    const { entries } = await app.ask('egress.list', { limit: 10 })
    const purposes = entries.map(({ purpose }) => purpose)
    expect(purposes).toContain('telemetry-errors')
    expect(purposes).toContain('telemetry-usage')
    expect(entries).toHaveLength(sinks.all.length)
  })

  test('unknown events and properties are dropped', async () => {
    const count = (event: string, properties: Record<string, unknown>) =>
      app.ask('telemetry.count', { event, properties })
    expect(await count('$pageview', { $current_url: canary })).toEqual({ taken: false })
    expect(await count('toString', {})).toEqual({ taken: false })
    expect(await count('area opened', { area: canary })).toEqual({ taken: false })
    expect(await count('area opened', { area: 'audit', cwd: canary })).toEqual({ taken: true })
    await got('usage')
    await aWhile()
    expect(events()).toHaveLength(1)
    expect(sinks.usage[0]?.body).not.toContain(canary)
  })

  test('an error of the page comes as data', async () => {
    await app.ask('telemetry.reportPageError', {
      name: 'TypeError',
      message: `Cannot read properties of undefined (reading '${canary}')`,
      how: 'drawing',
      frames: [
        { file: 'http://127.0.0.1:4711/assets/index-abc.js', function: 'Row', line: 1, column: 9 },
        { file: `https://elsewhere/${canary}.js`, function: canary, line: 1, column: 9 },
      ],
    })
    await got('errors')
    const { body } = sinks.errors[0] ?? { body: '' }
    expect(body).toContain('"value":"Cannot read properties of undefined"')
    expect(body).toContain('"filename":"app:///assets/index-abc.js","function":"Row"')
    expect(body).toContain('"filename":"(elsewhere)","function":"?"')
    expect(body).not.toContain(canary)
  })

  test('off: nothing goes from that moment, and nothing waits', async () => {
    sinks.answer(null)
    await mkdir(join(home, 'profile/sentry/queue'), { recursive: true })
    await fail()
    await app.ask('settings.change', { theme: 'dark' })
    await app.until('a queue', async () => existsSync(join(queueFolder(), 'queue.json')))
    await app.until('one on its way', async () => sinks.all.length > 0)
    await app.ask('telemetry.decide', { errors: false, usage: false })
    expect(existsSync(queueFolder())).toBe(false)
    expect(existsSync(join(home, 'profile/sentry'))).toBe(false)
    await app.until('the end of the one on its way', async () => {
      const { entries } = await app.ask('egress.list', { limit: 5 })
      return entries.some(({ outcome }) => outcome === 'aborted')
    })
    const sent = sinks.all.length
    sinks.answer(200)
    await useTheApp()
    await app.ask('telemetry.count', { event: 'area opened', properties: { area: 'audit' } })
    await aWhile()
    expect(sinks.all).toHaveLength(sent)
    expect(existsSync(queueFolder())).toBe(false)
    await restart()
    await useTheApp()
    await aWhile()
    expect(sinks.all).toHaveLength(sent)
  })

  test('offline: no request; what waits goes when it ends', async () => {
    await app.ask('settings.change', { offline: true })
    await fail()
    const status = await app.until('something that waits', async () => {
      const now = await app.ask('telemetry.status', {})
      return now.errors.queued === 2 ? now : null
    })
    expect(status.offline).toBe(true)
    await aWhile()
    expect(sinks.errors).toEqual([])
    expect((await app.ask('egress.list', { limit: 9 })).entries).toHaveLength(sinks.all.length)
    await app.ask('settings.change', { offline: false })
    await got('errors', 2)
  })

  test('a receiver that fails gets it later, one that refuses it never again', async () => {
    sinks.answer(503)
    await fail()
    await got('errors')
    await aWhile()
    expect(sinks.errors).toHaveLength(1)
    expect((await app.ask('telemetry.status', {})).errors.queued).toBe(2)
    sinks.answer(400)
    await restart()
    await got('errors', 3)
    await app.until('an empty queue', async () => {
      const { errors } = await app.ask('telemetry.status', {})
      return errors.queued === 0
    })
  })

  test('the queue can be deleted without taking back the yes', async () => {
    sinks.answer(503)
    await fail()
    await got('errors')
    expect((await app.ask('telemetry.clearQueue', {})).removed).toBeGreaterThan(0)
    expect(existsSync(queueFolder())).toBe(false)
    expect((await app.ask('telemetry.status', {})).errors.hold).toBeNull()
  })

  test.each([
    ['MSTRO_TELEMETRY', '0'],
    ['MSTRO_TELEMETRY', 'off'],
    ['DO_NOT_TRACK', '1'],
  ])('%s=%s wins over the stored yes, and says so', async (name, value) => {
    sinks.answer(503)
    await fail()
    await got('errors')
    const sent = sinks.all.length
    const loaded = loads
    await restart({ [name]: value })
    expect(existsSync(queueFolder())).toBe(false)
    sinks.answer(200)
    await useTheApp()
    await aWhile()
    expect(sinks.all).toHaveLength(sent)
    expect(loads).toBe(loaded)
    const { errors, usage } = await app.ask('telemetry.status', {})
    for (const kind of [errors, usage]) {
      expect(kind).toMatchObject({ hold: { kind: 'environment', variable: name }, answered: true })
    }
    const refused = await app.call('telemetry.decide', { usage: true })
    expect(refused).toMatchObject({ ok: false, error: { code: 'telemetry.held' } })
  })

  test('a new version of the policy is off until it is answered', async () => {
    await writeOperator(operatorFile, sinks, { policyVersion: '2027-01' })
    await restart()
    await useTheApp()
    await aWhile()
    expect(sinks.all).toEqual([])
    const status = await app.ask('telemetry.status', {})
    expect(status.usage.hold).toEqual({ kind: 'policy-changed' })
    expect((await app.ask('app.snapshot', {})).telemetry.wantsAnswer).toBe(true)
    const answered = await app.ask('telemetry.decide', { usage: true })
    expect(answered.history).toMatchObject([
      { policyVersion: '1/2027-01', errors: false, usage: true, by: 'test' },
      { policyVersion: '1/2026-11', errors: true, usage: true, by: 'this window' },
    ])
    await app.ask('settings.change', { theme: 'dark' })
    await got('usage')
  })

  test('another receiver is off until it is answered, and gets nothing that waited', async () => {
    sinks.answer(503)
    await fail()
    await got('errors')
    const other = await openSinks()
    await writeOperator(operatorFile, other)
    await restart()
    await useTheApp()
    await aWhile()
    expect(other.all).toEqual([])
    expect((await app.ask('telemetry.status', {})).errors.hold).toMatchObject({
      kind: 'receiver-changed',
    })
    await other.close()
  })

  test('no answer holds while the file of answers is damaged', async () => {
    const path = join(home, 'mstro-home/desktop/consent.json')
    const whole = await readFile(path, 'utf8')
    await writeFile(path, whole.slice(0, 40))
    await fail()
    await aWhile()
    expect(sinks.errors).toEqual([])
    const { notices } = await app.ask('app.snapshot', {})
    expect(notices.map(({ source }) => source)).toContain('telemetry')
  })

  test('erasing takes answers and queue along', async () => {
    sinks.answer(503)
    await fail()
    await got('errors')
    const { holdings } = await app.ask('privacy.holdings', {})
    expect(holdings.find(({ owner }) => owner === 'telemetry')?.items).toBe(3)
    const { gone } = await app.ask('privacy.erase', { owner: 'telemetry' })
    expect(gone.flatMap(({ files }) => files).map(({ path }) => path)).toEqual([
      'desktop/consent.json',
      'desktop/operator-seen.json',
      'desktop/telemetry/queue.json',
    ])
    expect((await app.ask('telemetry.status', {})).errors.hold).toEqual({ kind: 'not-asked' })
  })
})
