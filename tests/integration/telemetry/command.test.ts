import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeOperator } from '../../fakes/telemetry-sinks.ts'
import { runToEnd, startApp } from '../app/running-app.ts'
import { sinksForEachTest } from '../app/sinks-for-each-test.ts'
import { until } from '../app/until.ts'

const { place, sinks, operatorFile } = sinksForEachTest()

/** The app knows its operator by its environment; the command has another one. */
const start = (env: Record<string, string> = {}) =>
  startApp(place, { env: { MSTRO_OPERATOR_FILE: operatorFile(), ...env } })

interface Told {
  readonly operator: { readonly name: string | null; readonly source: string }
  readonly policyVersion: string
  readonly errors: { readonly on: boolean; readonly why: string | null }
  readonly usage: { readonly on: boolean; readonly receiver: string | null }
}

async function ask(action: string) {
  const ended = await runToEnd(place, ['telemetry', action, '--json', '--home', place.home])
  return { code: ended.code, told: JSON.parse(ended.printed) as Told }
}

test('a command without the operator says what the running app does', async () => {
  const app = start()
  const client = await app.open()
  expect((await ask('status')).told).toMatchObject({
    operator: { name: 'Example Operations', source: 'running-app' },
    errors: { on: false, why: 'you were not asked yet' },
  })
  await client.ask('telemetry.decide', { usage: true })
  await client.ask('settings.change', { theme: 'dark' })
  await until('a count', () => sinks().usage.length > 0)
  const { told } = await ask('status')
  expect(told.usage).toMatchObject({ on: true, receiver: `127.0.0.1:${sinks().port}` })
  const status = await runToEnd(place, ['status', '--json', '--home', place.home])
  expect(JSON.parse(status.printed)).toMatchObject({ telemetry: { usage: { on: true } } })
  const spoken = await runToEnd(place, ['telemetry', 'status', '--home', place.home])
  expect(spoken.printed).toContain('what the running app says')
})

test('“off” from there is an answer to the operator of the app, and stays one', async () => {
  const first = start()
  await (await first.open()).ask('telemetry.decide', { errors: true, usage: true })
  const { code, told } = await ask('off')
  expect(code).toBe(0)
  expect(told).toMatchObject({
    policyVersion: '1/2026-11',
    errors: { on: false, why: 'you said no' },
  })
  await first.end('SIGTERM')
  expect((await ask('status')).told).toMatchObject({
    operator: { name: 'Example Operations', source: 'last-run' },
    usage: { on: false, why: 'you said no' },
  })
  // Another version of the policy and no question: a no holds for whatever would be sent.
  await writeOperator(operatorFile(), sinks(), { policyVersion: '2027-01' })
  const client = await start().open()
  const { telemetry } = await client.ask('app.snapshot', {})
  expect(telemetry).toEqual({ errors: false, usage: false, wantsAnswer: false })
})

test('“on” from there is a yes that the app goes by', async () => {
  const client = await start().open()
  expect((await ask('on')).code).toBe(0)
  await client.ask('settings.change', { theme: 'dark' })
  await until('a count', () => sinks().usage.length > 0)
})

test('an app that is silenced is off, whatever the command’s own environment says', async () => {
  await start({ DO_NOT_TRACK: '1' }).open()
  const { told } = await ask('status')
  expect(told.errors).toMatchObject({ on: false, why: 'DO_NOT_TRACK is set in the environment' })
  expect((await ask('on')).told).toMatchObject({
    ...{ ok: false, code: 'telemetry.not-switched' },
  })
})

test('a running app that has not said to whom it sends is not called off', async () => {
  const client = await start().open()
  await client.ask('telemetry.decide', { usage: true })
  await rm(join(place.home, 'desktop', 'operator-seen.json'))
  expect((await ask('status')).told).toMatchObject({
    operator: { source: 'unsaid' },
    usage: { on: true },
    errors: { on: false },
  })
})

test('an export by the command does not change whose word holds', async () => {
  const app = start()
  await (await app.open()).ask('telemetry.decide', { usage: true })
  await app.end('SIGTERM')
  const out = join(place.folder, 'all.zip')
  expect((await runToEnd(place, ['export', '--out', out, '--home', place.home])).code).toBe(0)
  expect((await ask('status')).told).toMatchObject({
    operator: { name: 'Example Operations', source: 'last-run' },
    usage: { on: true },
  })
})

test('a variable that is set for the command and not for the app is named, and does not pass for an end', async () => {
  await (await start().open()).ask('telemetry.decide', { usage: true })
  const status = ['telemetry', 'status', '--home', place.home]
  const env = { MSTRO_TELEMETRY: '0' }
  const asData = await runToEnd(place, [...status, '--json'], env)
  expect(JSON.parse(asData.printed)).toMatchObject({
    usage: { on: true },
    variable: { name: 'MSTRO_TELEMETRY', heedsIt: false },
  })
  const spoken = await runToEnd(place, status, env)
  expect(spoken.printed).toContain('MSTRO_TELEMETRY is set here and not where the app runs')
  expect(spoken.printed).toContain('`mstro telemetry off` does')
})

test('the note of whom the app would send to is a part that goes with telemetry', async () => {
  const app = start()
  const client = await app.open()
  const note = 'desktop/operator-seen.json'
  const { gone, stays } = await client.ask('privacy.erase', { owner: 'telemetry' })
  expect(gone.flatMap(({ files }) => files.map(({ path }) => path))).toContain(note)
  expect(stays).toMatchObject([{ why: expect.stringContaining('While the app runs') }])
  await app.end('SIGTERM')
  const erase = ['erase', '--everything', '--yes', '--json', '--home', place.home]
  const { receipt } = JSON.parse((await runToEnd(place, erase)).printed)
  expect(JSON.stringify(receipt.gone)).toContain(note)
  expect(JSON.stringify(receipt.stays)).not.toContain(note)
  await expect(stat(join(place.home, note))).rejects.toThrow('ENOENT')
})

test('asking how it stands leaves a damaged file of answers where it is', async () => {
  const consent = join(place.home, 'desktop', 'consent.json')
  await mkdir(join(place.home, 'desktop'), { recursive: true })
  await writeFile(consent, '{"format":"mstro-consent"')
  expect((await ask('status')).told).toMatchObject({ usage: { on: false } })
  expect(await readdir(join(place.home, 'desktop'))).toEqual(['consent.json'])
})
