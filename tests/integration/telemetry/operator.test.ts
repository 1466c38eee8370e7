import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeErrorSdk } from '../../../main/os/node/error-sdk.ts'
import { openSinks, type Sinks, writeOperator } from '../../fakes/telemetry-sinks.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'

let home: string
let sinks: Sinks
let operatorFile: string
let app: AppUnderTest

const start = () => startApp(home, { operatorFile, errorSdk: nodeErrorSdk })
const restart = async () => {
  await app.stop()
  app = await start()
}

beforeEach(async () => {
  home = await freshHome()
  sinks = await openSinks()
  operatorFile = join(home, 'operator.json')
  await writeOperator(operatorFile, sinks)
  app = await start()
})
afterEach(async () => {
  await app.stop()
  await sinks.close()
  await removeHome(home)
})

describe('the operator’s file', () => {
  const holdWith = async (text: string | null) => {
    await app.stop()
    if (text === null) operatorFile = join(home, 'none.json')
    else await writeFile(operatorFile, text)
    app = await start()
    const refused = await app.call('telemetry.decide', { errors: true })
    expect(refused).toMatchObject({ ok: false, error: { code: 'telemetry.held' } })
    expect((await app.ask('app.snapshot', {})).telemetry.wantsAnswer).toBe(false)
    return (await app.ask('telemetry.status', {})).errors.hold
  }

  test('missing: nobody would receive anything', async () => {
    expect(await holdWith(null)).toEqual({ kind: 'no-operator' })
  })

  test.each([
    ['garbage', '{'],
    ['another format', '{"format":"x"}'],
    ['plain http to another host', null],
  ])('%s: named, and off', async (_what, text) => {
    const whole = JSON.parse(await readFile(operatorFile, 'utf8')) as object
    const errors = { dsn: 'http://key@sink.example/1' }
    const hold = await holdWith(text ?? JSON.stringify({ ...whole, errors }))
    expect(hold).toMatchObject({ kind: 'operator-broken', path: operatorFile })
  })

  test('without an error receiver only counting can be switched on', async () => {
    await writeOperator(operatorFile, sinks, { errors: undefined })
    await restart()
    expect(await app.call('telemetry.decide', { errors: true })).toMatchObject({ ok: false })
    const status = await app.ask('telemetry.decide', { usage: true })
    expect(status.errors.hold).toEqual({ kind: 'no-receiver' })
    expect(status.usage.hold).toBeNull()
  })
})

test('an error reporter that is not in this build is named, and the switch stays off', async () => {
  await app.stop()
  app = await startApp(home, { operatorFile })
  await app.ask('telemetry.decide', { errors: true, usage: true })
  await app.until('the missing reporter', async () => {
    const { errors } = await app.ask('telemetry.status', {})
    return errors.hold?.kind === 'no-reporter'
  })
})
