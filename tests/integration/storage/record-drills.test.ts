import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createAudit, verifyRecordIn, writeEntries } from '../../../main/audit/index.ts'
import { auditParts, decision, headKey } from './record-fixture.ts'

const root = mkdtempSync(join(tmpdir(), 'record-drills-'))
const disk = join(root, 'disk')
const bin = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }

/** A real disk of 1 MiB; only root may mount one. */
function mountSmallDisk(): boolean {
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], {
      stdio: 'ignore',
      env: bin,
    })
    return true
  } catch {
    return false
  }
}

const isMounted = mountSmallDisk()
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk], { env: bin })
  rmdirSync(disk)
  rmSync(root, { recursive: true, force: true })
})

const verify = (folder: string) => verifyRecordIn(folder, { headKey, wasSigned: true })
const RUNS = 10
const LONGEST_MS = 700

test(`${RUNS} kills during removal, retention and export: the chain holds, what was removed stays removed`, async () => {
  const folder = join(root, 'killed')
  const out = join(root, 'out')
  mkdirSync(out)
  const removed: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const script = join(import.meta.dirname, 'removing-child.ts')
    const stdio = ['ignore', 'pipe', 'pipe'] as const
    const child = spawn(process.execPath, [script, folder, out], { env: {}, stdio: [...stdio] })
    let [said, complaint] = ['', '']
    child.stdout?.on('data', (bytes) => {
      said += bytes
    })
    child.stderr?.on('data', (bytes) => {
      complaint += bytes
    })
    const closed = once(child, 'close')
    if (child.stdout) await Promise.race([once(child.stdout, 'data'), closed])
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_MS))
    child.kill('SIGKILL')
    const [code, signal] = await closed
    expect({ code, signal, complaint }).toEqual({ code: null, signal: 'SIGKILL', complaint: '' })
    removed.push(...said.split('\n').slice(0, -1).map(Number))
    const audit = await createAudit({ ...auditParts(folder), segmentBytes: 20_000 })
    const report = await audit.verify()
    expect(report, JSON.stringify(report)).toMatchObject({ status: 'intact', head: 'signed' })
    await audit.close()
    expect(readdirSync(folder).filter((name) => /forgetting/.test(name))).toEqual([])
  }
  expect(removed.length).toBeGreaterThan(RUNS)
  const kinds = new Map<number, string>()
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.jsonl'))) {
    for (const line of readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')) {
      if (line === '') continue
      const { n, kind } = JSON.parse(line) as { n: number; kind: string }
      kinds.set(n, kind)
    }
  }
  const kept = removed.filter((n) => kinds.has(n))
  expect(kept.map((n) => kinds.get(n))).toEqual(kept.map(() => 'removed'))
  // Whatever has its name is whole.
  for (const name of readdirSync(out).filter((each) => each.endsWith('.jsonl'))) {
    const text = readFileSync(join(out, name), 'utf8')
    expect(text.endsWith('\n')).toBe(true)
    expect(() =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).not.toThrow()
  }
}, 240_000)

test.skipIf(!isMounted)(
  'on a full disk nothing is lost, nothing half is left, and it is said',
  async () => {
    const folder = join(disk, 'logs')
    const audit = await createAudit({ ...auditParts(folder), segmentBytes: 100_000 })
    for (let number = 0; number < 400; number += 1) await audit.append(decision(number))
    const ballast = join(disk, 'ballast')
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail - 4) * bsize))
    const order = { what: { kind: 'entry', n: 3 }, reason: 'drill', by: 'test' } as const
    expect(await audit.remove(order)).toMatchObject({
      ok: false,
      error: { code: 'audit.not-removed' },
    })
    expect(await audit.summary({})).toMatchObject({ calls: 400 })
    const wanted = { folder, filter: {}, format: 'csv' } as const
    await expect(writeEntries(join(disk, 'out.csv'), wanted)).rejects.toMatchObject({
      code: 'ENOSPC',
    })
    expect(readdirSync(disk).sort()).toEqual(['ballast', 'logs'])
    expect((await audit.query({ filter: { text: 'folder-399' }, limit: 5 })).entries).toHaveLength(
      1,
    )
    rmSync(ballast)
    await audit.append(decision(1_401))
    expect(await audit.remove(order)).toEqual({ ok: true, value: { entries: 1 } })
    await audit.close()
    expect(await verify(folder)).toMatchObject({ status: 'intact' })
  },
)

test('appends of another client while text is removed all stand, and the clock may go back', async () => {
  const folder = join(root, 'two')
  let now = Date.now()
  const clock = { now: () => now, elapsed: () => performance.now() }
  const retentionDays = () => 30
  const audit = await createAudit({
    ...auditParts(folder),
    clock,
    segmentBytes: 10_000,
    retentionDays,
  })
  for (let number = 0; number < 100; number += 1) await audit.append(decision(number))
  now -= 90 * 86_400_000
  const appended = Array.from({ length: 60 }, (_, at) => audit.append(decision(1_000 + at)))
  const removed = audit.remove({
    ...{ what: { kind: 'session', session: 'session-1' }, reason: 'drill', by: 'window' },
  })
  const later = Array.from({ length: 60 }, (_, at) => audit.append(decision(2_000 + at)))
  expect((await Promise.all([...appended, ...later])).every(({ ok }) => ok)).toBe(true)
  expect(await removed).toMatchObject({ ok: true })
  now += 90 * 86_400_000
  // The oldest time of a file does not count, but its newest: files with entries of today stay.
  await audit.dataOwner.retain(now)
  const { entries } = await audit.query({ filter: { text: 'folder-99' }, limit: 5 })
  expect(entries).toHaveLength(1)
  expect(await audit.verify()).toMatchObject({ status: 'intact' })
  await audit.close()
})
