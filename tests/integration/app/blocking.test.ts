import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createAudit } from '../../../main/audit/index.ts'
import { auditParts, decision } from '../storage/record-fixture.ts'
import { placeForEachTest } from './each-place.ts'
import { startApp, startIdleProcess } from './running-app.ts'
import { within } from './until.ts'
import type { AppClient } from './ws-client.ts'

const entries = 100_000
/** How much longer than an idle loop's worst pause main's may be; it waits beside busy neighbours too. */
const factor = 10

const place = placeForEachTest()

/** Writes a long record the way the app does. */
async function writeRecord(folder: string): Promise<void> {
  const audit = await createAudit({ ...auditParts(folder), headKey: null })
  for (let from = 0; from < entries; from += 2_000) {
    const batch = Array.from({ length: 2_000 }, (_, at) => audit.append(decision(from + at)))
    for (const written of await Promise.all(batch)) expect(written.ok).toBe(true)
  }
  await audit.close()
}

/** The longest pause of a process's loop since it was last asked, in milliseconds. */
async function worstPause(process: ChildProcess): Promise<number> {
  const told = new Promise<unknown>((resolve) => process.once('message', resolve))
  process.send({ loop: 'worst' })
  const answer = await within('the longest pause', told)
  return Number(Reflect.get(Object(answer), 'worstMs'))
}

const rehearse = (client: AppClient) =>
  client.ask('sessions.start', { agent: 'rehearsal', workspace: '', prompt: 'x' })

/** Everything at once that makes main read the whole record. */
async function workHard(client: AppClient): Promise<void> {
  const filters = [{ text: 'folder-99' }, { tool: 'Bash', text: 'menu' }, { decision: ['allow'] }]
  for (let round = 0; round < 2; round += 1) {
    await Promise.all([rehearse(client), rehearse(client)])
    const [report, ...pages] = await Promise.all([
      client.ask('audit.verify', {}),
      ...filters.map((filter) =>
        client.ask('audit.query', { filter: filter as { text?: string }, limit: 500 }),
      ),
    ])
    expect(report).toMatchObject({ status: 'intact' })
    expect(report.entries).toBeGreaterThan(entries)
    for (const page of pages) expect(page.total).toBeGreaterThan(entries)
    expect(pages[2]?.matched).toBeGreaterThanOrEqual(entries)
  }
}

test('a long record queried and verified during a rehearsal does not hold main up', async () => {
  await writeRecord(join(place.home, 'logs'))
  const app = startApp(place, { preloads: ['quick-rehearsal', 'loop-delay'] })
  const idle = startIdleProcess(place, ['loop-delay'])
  const client = await app.open()
  await rehearse(client)
  await wait(1_000)
  await Promise.all([worstPause(app.process), worstPause(idle)])
  await wait(1_500)
  const resting = await worstPause(app.process)
  const restingBeside = await worstPause(idle)
  await workHard(client)
  const busy = await worstPause(app.process)
  const beside = await worstPause(idle)
  const baseline = Math.max(resting, restingBeside, beside)
  const figures = { busy, resting, restingBeside, beside, ratio: busy / baseline }
  process.stdout.write(`pauses of the event loop in ms: ${JSON.stringify(figures)}\n`)
  expect(busy / baseline, JSON.stringify(figures)).toBeLessThan(factor)
  await app.end('SIGTERM')
})
