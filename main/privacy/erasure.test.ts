import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../kit/clock.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import { silentLogger } from '../kit/silent-logger.ts'
import { createErasePlans, planPath } from './erase-plan.ts'
import { everything } from './erasing.ts'
import { createErasure } from './erasure.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'erasure-'))
  await put('desktop/good', 'x')
  await put('desktop/bad/file', 'y')
})
afterEach(() => rm(home, { recursive: true, force: true }))

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(home, path)), { recursive: true })
  await writeFile(join(home, path), text)
}

const lost = () => Object.assign(new Error('scandir'), { code: 'ENOENT' })

/** Its files cannot be listed, like a folder that somebody renamed. */
const unlistable: DataOwner = {
  name: 'bad',
  async *export() {
    yield await Promise.reject(lost())
  },
  erase: () => Promise.reject(lost()),
  retain: async () => [],
}

const good: DataOwner = {
  name: 'good',
  leavesNothing: true,
  async *export() {
    const bytes = await stat(join(home, 'desktop/good')).then(
      ({ size }) => size,
      () => null,
    )
    if (bytes !== null) yield { path: 'desktop/good', bytes, read: async () => null }
  },
  async erase() {
    await rm(join(home, 'desktop/good'))
    return [{ path: 'desktop/good', bytes: 1 }]
  },
  retain: async () => [],
}

function open(told: string[] = []) {
  return createErasure({
    ...{ home, owners: [unlistable, good], clock: systemClock, logger: silentLogger },
    newId: () => 'receipt',
    isBusy: () => false,
    others: async () => [],
    notify: ({ message }) => told.push(message),
  })
}

const isThere = (path: string) =>
  stat(join(home, path)).then(
    () => true,
    () => false,
  )

test('a part that cannot be listed counts as failed and keeps no other from going', async () => {
  const receipt = await open().erase([unlistable, good], everything)
  expect(receipt.gone).toMatchObject([{ owner: 'good', files: [{ path: 'desktop/good' }] }])
  expect(receipt.stays[0]).toMatchObject({ what: 'bad', failed: true })
  expect(receipt.stays[0]?.why).toContain('could not be read (ENOENT)')
  // Its files are not passed off as somebody else's.
  expect(receipt.stays).toContainEqual({
    ...{ what: 'desktop/bad', why: 'It was not erased. It goes with the folder.' },
  })
  expect(await isThere('desktop/good')).toBe(false)
  expect(await isThere(planPath)).toBe(false)
})

test('an earlier erasure with such a part does not keep the app from starting, and says what is left', async () => {
  const plans = createErasePlans({
    ...{ path: join(home, planPath), clock: systemClock, logger: silentLogger },
  })
  const planned = { good: [{ path: 'desktop/good', bytes: 1 }] }
  await plans.write({ id: 'earlier', at: 1, scope: everything, planned, receipt: null })
  const told: string[] = []
  const erasure = open(told)
  await erasure.finish()
  expect(told.join()).toContain('something could not be removed: bad.')
  expect(erasure.unseen()).toMatchObject({ id: 'earlier', gone: [{ owner: 'good' }] })
})

test('a plan that stays behind is told, because the next start would erase again', async () => {
  // A folder in its place takes no file and is not removed like one.
  await put(`${planPath}/x`, '')
  const receipt = await open().erase([good], 'good')
  expect(receipt.stays).toMatchObject([{ what: planPath, failed: true }])
  expect(await readFile(join(home, planPath, 'x'), 'utf8')).toBe('')
})

test('an erasure under way keeps its plan, whatever else is seen or erased meanwhile', async () => {
  const plans = createErasePlans({
    ...{ path: join(home, planPath), clock: systemClock, logger: silentLogger },
  })
  await plans.write({ id: 'earlier', at: 1, scope: 'good', planned: {}, receipt: null })
  const erasure = open()
  await erasure.finish()
  const going = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  const slow: DataOwner = {
    ...good,
    async erase() {
      reached.resolve()
      await going.promise
      return []
    },
  }
  const under = erasure.erase([slow], everything)
  await reached.promise
  const others = [erasure.seen('earlier'), erasure.erase([], 'workspace')]
  expect((await plans.left())?.scope).toBe(everything)
  going.resolve()
  await Promise.all([under, ...others])
  expect(await isThere(planPath)).toBe(false)
})
