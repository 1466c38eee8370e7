import { execFile } from 'node:child_process'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, type TestContext, test } from 'vitest'
import { placesIn } from '../../../main/app/places.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import { runTelemetryCommand } from '../../../main/telemetry/index.ts'
import { aWhile, openSinks, type Sinks, writeOperator } from '../../fakes/telemetry-sinks.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'

const run = promisify(execFile)

let home: string
let disk: string
let sinks: Sinks
let operatorFile: string
let app: AppUnderTest | null
let isMounted: boolean

beforeEach(async () => {
  home = await freshHome()
  disk = join(home, 'mstro-home')
  operatorFile = join(home, 'operator.json')
  sinks = await openSinks()
  await writeOperator(operatorFile, sinks)
  app = null
  isMounted = false
})
afterEach(async () => {
  await app?.stop()
  await sinks.close()
  if (isMounted) await run('umount', ['--lazy', disk])
  await removeHome(home)
})

const environment = () => ({ PATH: process.env.PATH ?? '', HOME: home })

/** An app on a small disk of its own that counts with a yes, and the disk full. */
async function countingOnFullDisk(context: TestContext): Promise<AppUnderTest> {
  await mkdir(disk, { recursive: true })
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk])
    isMounted = true
  } catch {
    context.skip('a small disk cannot be mounted here: that needs root and a system that allows it')
  }
  const started = await startApp(home, { operatorFile, environment: environment() })
  app = started
  await started.ask('telemetry.decide', { errors: true, usage: true })
  await started.ask('settings.change', { theme: 'dark' })
  await started.until('a count', async () => sinks.usage.length > 0)
  for (let part = 0; part < 10; part += 1) {
    const { bavail, bsize } = await statfs(disk)
    if (bavail === 0) return started
    await writeFile(join(disk, `ballast-${part}`), Buffer.alloc(bavail * bsize)).catch(
      () => undefined,
    )
  }
  throw new Error('the disk does not get full')
}

/** Uses the app after a restart, when the disk has place again, and says what arrived and why nothing may. */
async function afterRestart(under: AppUnderTest) {
  await aWhile()
  const before = sinks.all.length
  await under.stop()
  for (let part = 0; part < 10; part += 1) await rm(join(disk, `ballast-${part}`), { force: true })
  const next = await startApp(home, { operatorFile, environment: environment() })
  app = next
  await next.ask('settings.change', { theme: 'light' })
  await aWhile()
  const { errors, usage } = await next.ask('telemetry.status', {})
  return { sent: sinks.all.length - before, holds: [errors.hold?.kind, usage.hold?.kind] }
}

const noYes = expect.stringMatching(/^(?:refused|not-asked)$/)

test('a no on a full disk holds after a restart', async (context) => {
  const under = await countingOnFullDisk(context)
  await under.call('telemetry.decide', { errors: false, usage: false })
  const before = sinks.all.length
  await under.call('settings.change', { theme: 'light' })
  await aWhile()
  expect(sinks.all.length).toBe(before)
  expect(await afterRestart(under)).toEqual({ sent: 0, holds: [noYes, noYes] })
})

test('the command’s off beside an app on a full disk is one', async (context) => {
  const under = await countingOnFullDisk(context)
  const said: string[] = []
  const write = (text: string) => said.push(text)
  await runTelemetryCommand({
    ...{ home: disk, place: placesIn(disk), operatorFile, environment: environment() },
    ...{ action: 'off', isJson: false, runningPid: process.pid, sdkFolders: [] },
    ...{ clock: systemClock, write },
    refuse(failed) {
      write(failed.message)
      return 1
    },
  })
  expect(said.join('')).toMatch(/off, you said no|Nothing is sent until it can be/)
  expect(said.join('')).not.toContain('before holds')
  expect(await afterRestart(under)).toEqual({ sent: 0, holds: [noYes, noYes] })
})
