import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PageError } from '../../../shared/telemetry/model.ts'
import { aWhile, openSinks, type Sinks, writeOperator } from '../../fakes/telemetry-sinks.ts'
import { placeForEachTest } from '../app/each-place.ts'
import { endAllApps, type RunningApp, runToEnd, startApp } from '../app/running-app.ts'
import { until } from '../app/until.ts'

const preloads = ['quick-rehearsal', 'record-modules']

const place = placeForEachTest()
let sinks: Sinks
let env: Record<string, string>
beforeEach(async () => {
  sinks = await openSinks()
  const operatorFile = join(place.folder, 'operator.json')
  await writeOperator(operatorFile, sinks)
  env = { MODULES_FILE: join(place.folder, 'modules.txt'), MSTRO_OPERATOR_FILE: operatorFile }
  await writeFile(env.MODULES_FILE ?? '', '')
})
afterEach(async () => {
  await endAllApps()
  await sinks.close()
})

const start = (more: { readonly fromSource?: true } = {}): RunningApp =>
  startApp(place, { preloads, env, ...more })
const modules = async () => (await readFile(env.MODULES_FILE ?? '', 'utf8')).split('\n').length - 1
const queueFile = () => join(place.home, 'desktop/telemetry/queue.json')
const pageError: PageError = {
  ...{ name: 'TypeError', message: 'x is not defined', how: 'error' },
  frames: [],
}

test('no module of a reporter is loaded before a yes; after it the reporter is', async () => {
  const app = start({ fromSource: true })
  const client = await app.open()
  await client.ask('telemetry.reportPageError', pageError)
  await client.ask('settings.change', { theme: 'dark' })
  await client.ask('telemetry.status', {})
  expect(await modules()).toBe(0)
  await client.ask('telemetry.decide', { usage: true })
  await client.ask('settings.change', { theme: 'light' })
  await until('a count', () => sinks.usage.length > 0)
  expect(await modules()).toBe(0)
  await client.ask('telemetry.decide', { errors: true })
  expect(await modules()).toBeGreaterThan(0)
  await client.ask('telemetry.reportPageError', pageError)
  await until('a report', () => sinks.errors.length > 0)
  expect(await app.end('SIGTERM')).toEqual({ code: 0, signal: null })
})

test('what waits survives kill -9 and goes at the next start', async () => {
  sinks.answer(503)
  const app = start()
  const client = await app.open()
  await client.ask('telemetry.decide', { errors: true })
  await client.ask('telemetry.reportPageError', pageError)
  await until('a queue', () => existsSync(queueFile()) && sinks.errors.length > 0)
  await app.end('SIGKILL')
  sinks.answer(200)
  const [failed] = sinks.errors
  const again = start()
  await again.open()
  await until('the report', () => sinks.errors.length === 2)
  expect(sinks.errors[1]?.body).toBe(failed?.body)
  await until('an empty queue', () => !existsSync(queueFile()))
})

test('an answer holds from the moment it is given, also through kill -9', async () => {
  const app = start()
  const client = await app.open()
  await client.ask('telemetry.decide', { errors: true, usage: true })
  await client.ask('telemetry.decide', { errors: false, usage: false })
  await app.end('SIGKILL')
  const sent = sinks.all.length
  const again = await start().open()
  await again.ask('settings.change', { theme: 'dark' })
  await again.ask('telemetry.reportPageError', pageError)
  await aWhile()
  expect(sinks.all).toHaveLength(sent)
  const { history } = await again.ask('telemetry.status', {})
  expect(history.map(({ errors }) => errors)).toEqual([false, true])
})

test('an unexpected throw ends the app in order and is reported, at the next start at the latest', async () => {
  await writeFile(
    join(place.folder, 'flaw.mjs'),
    "setTimeout(() => { process.on('SIGUSR2', () => { throw new TypeError('/home/noor is not iterable') }) }, 0)",
  )
  const flawed = { ...env, NODE_OPTIONS: `--import=${join(place.folder, 'flaw.mjs')}` }
  const app = startApp(place, { preloads, env: flawed })
  const client = await app.open()
  await client.ask('telemetry.decide', { errors: true })
  expect(await app.end('SIGUSR2')).toEqual({ code: 1, signal: null })
  if (sinks.errors.length === 0) await start().open()
  await until('the report', () => sinks.errors.length > 0)
  expect(sinks.errors[0]?.body).toContain('"type":"TypeError","value":"… is not iterable"')
  expect(sinks.errors[0]?.body).not.toContain('noor')
})

test('“telemetry off” beside the running app stops it and deletes what waits', async () => {
  sinks.answer(503)
  const client = await start().open()
  await client.ask('telemetry.decide', { errors: true, usage: true })
  await client.ask('settings.change', { theme: 'dark' })
  await until('a queue', () => existsSync(queueFile()) && sinks.usage.length > 0)
  const off = await runToEnd(place, ['telemetry', 'off', '--home', place.home])
  expect(off.code).toBe(0)
  const sent = sinks.all.length
  sinks.answer(200)
  client.follow('app', null)
  await client.ask('settings.change', { theme: 'light' })
  await client.ask('telemetry.reportPageError', pageError)
  await aWhile()
  expect(sinks.all).toHaveLength(sent)
  expect(existsSync(queueFile())).toBe(false)
  const { telemetry } = await client.ask('app.snapshot', {})
  expect(telemetry).toMatchObject({ errors: false, usage: false })
})

test('the command: on without a receiver fails with the reason, status is JSON, a stray word is an error', async () => {
  const at = ['--home', place.home]
  const on = await runToEnd(place, ['telemetry', 'on', '--json', ...at])
  expect(on.code).toBe(1)
  expect(JSON.parse(on.printed)).toMatchObject({ ok: false })
  const status = await runToEnd(place, ['telemetry', 'status', '--json', ...at])
  expect(status.code).toBe(0)
  expect(JSON.parse(status.printed)).toMatchObject({
    ok: true,
    errors: { on: false, why: 'nobody is named who would receive it', queued: 0 },
  })
  expect((await runToEnd(place, ['telemetry', 'maybe', ...at])).code).toBe(2)
})
