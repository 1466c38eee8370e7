import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeErrorSdk } from '../../../main/os/node/error-sdk.ts'
import { programFolder } from '../../../main/os/node/places.ts'
import { aWhile, openSinks, type Sinks, writeOperator } from '../../fakes/telemetry-sinks.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'

let home: string
let sinks: Sinks
let app: AppUnderTest

const start = () =>
  startApp(home, {
    ...{ operatorFile: join(home, 'operator.json'), programFolder },
    errorSdk: { folders: [join(home, 'profile/sentry')], load: nodeErrorSdk.load },
  })

beforeEach(async () => {
  home = await freshHome()
  sinks = await openSinks()
  await writeOperator(join(home, 'operator.json'), sinks)
  app = await start()
})
afterEach(async () => {
  await app.stop()
  await sinks.close()
  await removeHome(home)
})

const switches = async () => {
  const { errors, usage } = (await app.ask('app.snapshot', {})).telemetry
  return { errors, usage }
}

test('two noes at one moment both hold, whoever gave them, also after a restart', async () => {
  await app.ask('telemetry.decide', { errors: true, usage: true })
  await Promise.all([
    app.ask('telemetry.decide', { errors: false }),
    app.ask('telemetry.decide', { usage: false }),
  ])
  expect(await switches()).toEqual({ errors: false, usage: false })
  const before = sinks.all.length
  app.app.logger.incident(new TypeError('after the no'))
  await aWhile()
  expect(sinks.all).toHaveLength(before)
  await app.stop()
  app = await start()
  expect(await switches()).toEqual({ errors: false, usage: false })
})

test('a no beside a yes to the other leaves each as it was said', async () => {
  await app.ask('telemetry.decide', { errors: true, usage: false })
  await Promise.all([
    app.ask('telemetry.decide', { errors: false }),
    app.ask('telemetry.decide', { usage: true }),
  ])
  expect(await switches()).toEqual({ errors: false, usage: true })
})
