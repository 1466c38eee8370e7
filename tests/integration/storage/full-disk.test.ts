import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createAudit } from '../../../main/audit/index.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { openJournal } from '../../../main/sessions/journal/index.ts'
import { auditParts, decision } from './record-fixture.ts'

const disk = mkdtempSync(join(tmpdir(), 'small-disk-'))

/** A real disk of 256 KiB; only root may mount one. The same failures without it are in the unit tests. */
function mountSmallDisk(): boolean {
  try {
    const args = ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]
    execFileSync('mount', args, { stdio: 'ignore', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } })
    return true
  } catch {
    return false
  }
}

const isMounted = mountSmallDisk()
afterAll(() => {
  if (isMounted) {
    execFileSync('umount', [disk], { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } })
  }
  rmdirSync(disk)
})

const ballast = join(disk, 'ballast')
let run = 0
let folder = ''
beforeEach(() => {
  run += 1
  folder = join(disk, `run-${run}`)
})

/** Fills the disk up to a few kilobytes. */
function fillDisk() {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail - 3) * bsize))
}

test.skipIf(!isMounted)('the record on a full disk', async () => {
  const parts = auditParts(folder)
  const audit = await createAudit(parts)
  await audit.append(decision(0))
  fillDisk()
  const kept: number[] = []
  const failed: string[] = []
  for (let number = 1; number <= 40; number += 1) {
    const added = await audit.append(decision(number))
    if (added.ok) kept.push(added.value)
    else failed.push(added.error.code)
  }
  expect(failed.length).toBeGreaterThan(5)
  expect(new Set(failed)).toEqual(new Set(['audit.unwritable']))
  expect(audit.status()).toMatchObject({ writing: 'failing', problem: 'ENOSPC' })
  expect((await audit.verify()).status).toBe('intact')
  rmSync(ballast)
  const next = (kept.at(-1) ?? 2) + 1
  expect(await audit.append(decision(99))).toEqual({ ok: true, value: next })
  expect(audit.status().writing).toBe('ok')
  expect(await audit.verify()).toMatchObject({ status: 'intact', entries: next, lastEntry: next })
  await audit.close()
  const states = parts.announced
    .filter(({ name }) => name === 'audit.statusChanged')
    .map(({ payload }) => (payload as { writing: string }).writing)
  expect(states).toContain('failing')
  expect(states.at(-1)).toBe('ok')
  rmSync(folder, { recursive: true })
})

test.skipIf(!isMounted)('the record opened on a disk that is full already', async () => {
  const first = await createAudit(auditParts(folder))
  await first.append(decision(1))
  await first.close()
  fillDisk()
  writeFileSync(join(disk, 'rest'), Buffer.alloc(statfsSync(disk).bavail * statfsSync(disk).bsize))
  const audit = await createAudit(auditParts(folder))
  // What stands there can still be read.
  expect((await audit.query({ filter: {}, limit: 9 })).total).toBe(2)
  let failures = 0
  for (let number = 0; number < 12; number += 1) {
    if (!(await audit.append(decision(number))).ok) failures += 1
  }
  expect(failures).toBeGreaterThan(0)
  rmSync(ballast)
  rmSync(join(disk, 'rest'))
  expect((await audit.append(decision(2))).ok).toBe(true)
  expect((await audit.verify()).status).toBe('intact')
  await audit.close()
  rmSync(folder, { recursive: true })
})

test.skipIf(!isMounted)('a journal on a full disk', async () => {
  const parts = { folder, clock: systemClock, logger: silentLogger }
  const journal = await openJournal<{ kind: string; text: string }>(parts)
  await journal.append([{ kind: 'text', text: 'first' }])
  fillDisk()
  const kept: number[] = [1]
  let failures = 0
  for (let round = 0; round < 40; round += 1) {
    const added = await journal.append([{ kind: 'text', text: 'z'.repeat(700) }])
    if (added.ok) kept.push(...added.value.map(({ seq }) => seq))
    else failures += 1
  }
  expect(failures).toBeGreaterThan(5)
  expect((await journal.read({ limit: 99 })).map(({ seq }) => seq)).toEqual(kept)
  rmSync(ballast)
  expect((await journal.append([{ kind: 'text', text: 'again' }])).ok).toBe(true)
  await journal.close()
  const again = await openJournal<{ kind: string }>(parts)
  expect(again.repairs).toEqual([])
  expect((await again.read({ limit: 99 })).map(({ seq }) => seq)).toEqual([
    ...kept,
    kept.length + 1,
  ])
  await again.close()
  rmSync(folder, { recursive: true })
})
