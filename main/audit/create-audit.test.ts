import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  write as writeBytes,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditParts, decision } from '../../tests/integration/storage/record-fixture.ts'
import type { HeldData } from '../kit/data-owner.ts'
import type { WriteAt } from '../kit/line-file.ts'
import { type AuditParts, createAudit } from './create-audit.ts'

let home = ''
let folder = ''
let active = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'audit-'))
  folder = join(home, 'logs')
  active = join(folder, 'bouncer-audit.jsonl')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const DAY_MS = 86_400_000
const lines = (path = active) => readFileSync(path, 'utf8').trimEnd().split('\n')
const sealedNames = () => readdirSync(folder).filter((name) => /\.\d+\.jsonl$/.test(name))

async function open(more: Partial<AuditParts> = {}) {
  const parts = auditParts(folder)
  const audit = await createAudit({ ...parts, ...more })
  const add = async (...numbers: number[]) => {
    for (const number of numbers) {
      const added = await audit.append(decision(number))
      if (!added.ok) throw new Error(added.error.message)
    }
  }
  return { audit, add, announced: parts.announced }
}

const events = (report: { events: { event: string }[] }) => report.events.map(({ event }) => event)

test('a record that is gone though there was work before says so', async () => {
  const { audit, add } = await open({ isExpected: true })
  await add(1)
  const report = await audit.verify()
  expect(report.events).toMatchObject([
    { event: 'restarted', detail: expect.stringContaining('nothing of its record') },
  ])
  await audit.close()
  const again = await open({ isExpected: true })
  expect((await again.audit.verify()).events).toHaveLength(1)
  await again.audit.close()
})

describe('append', () => {
  test('a write that does not come back is told while it is waited for, and what comes of it after', async () => {
    let letGo = () => {}
    let hangs = false
    const write: WriteAt = async (fd, bytes, position) => {
      if (hangs) await new Promise<void>((resolve) => (letGo = resolve))
      writeSync(fd, bytes, 0, bytes.length, position)
      return bytes.length
    }
    const { audit, add, announced } = await open({ write })
    await add(1)
    hangs = true
    const waiting = audit.append(decision(2))
    const told = () => announced.filter(({ name }) => name === 'audit.statusChanged')
    await expect.poll(told, { timeout: 8_000 }).toHaveLength(1)
    expect(told()[0]?.payload).toMatchObject({ writing: 'failing', problem: 'ETIMEDOUT' })
    hangs = false
    letGo()
    expect((await waiting).ok).toBe(true)
    expect(told()[1]?.payload).toMatchObject({ writing: 'ok' })
    await audit.close()
  })

  test('a file that is moved away under it is told, and the record goes on in its place', async () => {
    const notices: string[] = []
    const { audit, add } = await open({ notify: ({ message }) => void notices.push(message) })
    await add(1)
    expect(notices).toEqual([])
    renameSync(active, `${active}.moved`)
    await add(2)
    expect(notices).toEqual([expect.stringContaining('moved or removed the file of the record')])
    expect(lines().join()).toContain('restarted')
    expect(lines().join()).toContain('call-2')
    await audit.close()
  })

  test('numbers entries in the order of the calls, also when they come at once', async () => {
    const { audit, announced } = await open()
    const numbers = await Promise.all([1, 2, 3, 4].map((each) => audit.append(decision(each))))
    expect(numbers).toEqual([2, 3, 4, 5].map((value) => ({ ok: true, value })))
    const calls = lines().map((line) => JSON.parse(line))
    expect(calls.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5])
    expect(calls.slice(1).map(({ call }) => call.id)).toEqual([1, 2, 3, 4].map((n) => `call-${n}`))
    expect(announced.filter(({ name }) => name === 'audit.appended')).toHaveLength(4)
    expect((await audit.verify()).status).toBe('intact')
    await audit.close()
  })

  test('the files are for their owner only', async () => {
    const { audit, add } = await open({ segmentBytes: 2_000 })
    await add(1, 2, 3, 4)
    await audit.close()
    expect(readdirSync(folder).length).toBeGreaterThan(2)
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    }
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test('what is written and announced has gone through the redaction', async () => {
    const redact = <T>(value: T): T =>
      JSON.parse(JSON.stringify(value).replaceAll('hunter2', '***'))
    const { audit, announced } = await open({ redact })
    await audit.append(decision(1, { command: 'login hunter2' }))
    await audit.close()
    expect(readFileSync(active, 'utf8')).toContain('login ***')
    expect(readFileSync(active, 'utf8')).not.toContain('hunter2')
    expect(JSON.stringify(announced)).not.toContain('hunter2')
  })

  test('goes on where the last run ended', async () => {
    const first = await open()
    await first.add(1, 2)
    await first.audit.close()
    const second = await open()
    expect(second.audit.status()).toMatchObject({ writing: 'ok', lastEntry: 3 })
    await second.add(3)
    const report = await second.audit.verify()
    expect(report).toMatchObject({ status: 'intact', entries: 4, lastEntry: 4, head: 'signed' })
    expect(events(report)).toEqual(['started'])
    await second.audit.close()
  })

  test('full files are sealed and the chain goes on in the next', async () => {
    const { audit, add } = await open({ segmentBytes: 3_000 })
    await add(...Array.from({ length: 30 }, (_, index) => index))
    const report = await audit.verify()
    expect(sealedNames().length).toBeGreaterThan(3)
    expect(report).toMatchObject({ status: 'intact', segments: sealedNames().length + 1 })
    await audit.close()
  })
})

describe('a disk that fails', () => {
  function failingWrite() {
    const state = { code: null as string | null, part: 0 }
    const write: WriteAt = (fd, bytes, position) =>
      new Promise((resolve, reject) => {
        const { code, part } = state
        const fail = () => reject(Object.assign(new Error('no'), { code }))
        if (code === null) {
          writeBytes(fd, bytes, 0, bytes.length, position, (error, done) =>
            error ? reject(error) : resolve(done),
          )
        } else if (part === 0) fail()
        else {
          state.part = 0
          writeBytes(fd, bytes, 0, part, position, (error, done) =>
            error ? reject(error) : resolve(done),
          )
        }
      })
    return { state, write }
  }

  test.each(['ENOSPC', 'EIO'])(
    '%s halfway: a failure, nothing half-written, then all goes on',
    async (code) => {
      const { state, write } = failingWrite()
      const { audit, add, announced } = await open({ write })
      await add(1, 2)
      const before = readFileSync(active, 'utf8')
      Object.assign(state, { code, part: 100 })
      const failed = await audit.append(decision(3))
      expect(failed).toMatchObject({ ok: false, error: { code: 'audit.unwritable' } })
      if (!failed.ok) expect(failed.error.message).toContain(code)
      expect(readFileSync(active, 'utf8')).toBe(before)
      expect(audit.status()).toMatchObject({ writing: 'failing', problem: code, lastEntry: 3 })
      expect((await audit.append(decision(4))).ok).toBe(false)
      state.code = null
      expect(await audit.append(decision(5))).toEqual({ ok: true, value: 4 })
      expect(audit.status()).toMatchObject({ writing: 'ok', lastEntry: 4 })
      const changes = announced.filter(({ name }) => name === 'audit.statusChanged')
      expect(changes.map(({ payload }) => payload)).toMatchObject([
        { writing: 'failing', problem: code },
        { writing: 'ok' },
      ])
      expect(await audit.verify()).toMatchObject({ status: 'intact', entries: 4 })
      await audit.close()
    },
  )

  test('a folder that cannot be made shows in the status and is tried again', async () => {
    writeFileSync(folder, 'a file where the folder belongs')
    const { audit } = await open()
    expect(audit.status()).toMatchObject({ writing: 'failing' })
    expect((await audit.append(decision(1))).ok).toBe(false)
    rmSync(folder)
    expect(await audit.append(decision(2))).toEqual({ ok: true, value: 2 })
    expect(audit.status()).toMatchObject({ writing: 'ok' })
    expect((await audit.verify()).status).toBe('intact')
    await audit.close()
  })
})

describe('what was left by a crash or a stranger', () => {
  test('a torn last line is cut off and the record says so', async () => {
    const first = await open()
    await first.add(1, 2)
    await first.audit.close()
    appendFileSync(active, '{"v":1,"n":4,"at":1,"prev":"00')
    const second = await open()
    await second.add(3)
    const report = await second.audit.verify()
    expect(report).toMatchObject({ status: 'intact', lastEntry: 5 })
    expect(events(report)).toEqual(['started', 'recovered'])
    expect(report.events[1]?.detail).toContain('30 bytes behind entry 3')
    await second.audit.close()
  })

  test('a damaged middle line stays as it is, is named, and the record goes on in a new file', async () => {
    const first = await open()
    await first.add(1, 2, 3, 4)
    await first.audit.close()
    const damaged = readFileSync(active, 'utf8').replace('folder-2', 'folder-X')
    writeFileSync(active, damaged)
    const second = await open()
    expect(second.audit.status().writing).toBe('ok')
    await second.add(5)
    expect(sealedNames()).toEqual(['bouncer-audit.1.jsonl'])
    expect(readFileSync(join(folder, 'bouncer-audit.1.jsonl'), 'utf8')).toBe(damaged)
    const report = await second.audit.verify()
    expect(report).toMatchObject({
      status: 'broken',
      entries: 2,
      lastEntry: 7,
      first: { file: 'bouncer-audit.1.jsonl', line: 3, entry: 3 },
    })
    expect(events(report)).toEqual(['started', 'restarted'])
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({ n: 6, after: { n: 5 } })
    await second.audit.close()
    // Opening once more finds nothing new to say.
    const third = await open()
    expect(events(await third.audit.verify())).toEqual(['started', 'restarted'])
    await third.audit.close()
  })

  test('bytes that are no lines at all are kept, and numbers go on behind the head', async () => {
    const first = await open()
    await first.add(1, 2)
    await first.audit.close()
    const noise = `${'\u0000'.repeat(500)}\nnoise\n`
    writeFileSync(active, noise)
    const second = await open()
    await second.add(3)
    expect(lines().map((line) => JSON.parse(line).n)).toEqual([4, 5])
    expect(sealedNames().map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([noise])
    expect((await second.audit.verify()).status).toBe('broken')
    await second.audit.close()
  })

  test.each([
    ['removed', () => rmSync(active)],
    ['shortened', () => truncateSync(active, statSync(active).size - 200)],
  ])('a file %s under a running app is noticed with the next entry', async (_, touch) => {
    const { audit, add } = await open()
    await add(1, 2, 3)
    await audit.close()
    const again = await open()
    await again.add(4)
    touch()
    await again.add(5)
    const report = await again.audit.verify()
    expect(report.status).toBe('truncated')
    expect(events(report)).toContain('restarted')
    expect(report.lastEntry).toBeGreaterThan(5)
    await again.audit.close()
  })

  test('foreign bytes behind the end are not taken for entries', async () => {
    const { audit, add } = await open()
    await add(1)
    appendFileSync(active, 'foreign\n')
    await add(2)
    const report = await audit.verify()
    expect(report).toMatchObject({ status: 'broken', first: { line: 3 } })
    await audit.close()
  })

  test('a forged head is replaced and the record says so', async () => {
    const first = await open()
    await first.add(1)
    await first.audit.close()
    const head = join(folder, 'bouncer-audit.head.json')
    writeFileSync(head, readFileSync(head, 'utf8').replace(/"mac": "../, '"mac": "ff'))
    const second = await open()
    const report = await second.audit.verify()
    expect(report).toMatchObject({ status: 'unconfirmed', head: 'signed' })
    expect(events(report)).toEqual(['started', 'restarted'])
    await second.audit.close()
  })
})

describe('what the person may do with it', () => {
  test('retention removes whole files, leaves a line that says so, and the chain holds', async () => {
    let now = Date.UTC(2026, 0, 1)
    const clock = { now: () => now, elapsed: () => now }
    const { audit, add } = await open({ clock, retentionDays: () => 30 })
    for (let day = 0; day < 40; day += 1) {
      await add(day)
      now += DAY_MS
      await audit.dataOwner.retain(now)
    }
    const report = await audit.verify()
    expect(report.status).toBe('intact')
    expect(report.firstEntry).toBeGreaterThan(5)
    expect(events(report)).toContain('retention')
    const oldest = (await audit.query({ filter: {}, limit: 500 })).entries.at(-1)
    expect(oldest?.at).toBeGreaterThanOrEqual(now - 32 * DAY_MS)
    const before = sealedNames()
    expect(await audit.dataOwner.retain(now + 400 * DAY_MS)).toEqual(
      expect.arrayContaining(
        before.map((name) => expect.objectContaining({ path: `logs/${name}` })),
      ),
    )
    expect((await audit.verify()).status).toBe('intact')
    await audit.close()
  })

  test('without a retention nothing is removed', async () => {
    const { audit, add } = await open({ segmentBytes: 1_000 })
    await add(1, 2, 3)
    expect(await audit.dataOwner.retain(Date.now() + 1_000 * DAY_MS)).toEqual([])
    await audit.close()
  })

  test('deleting the record begins a new chain that says so; numbers are not used again', async () => {
    const { audit, add } = await open({ segmentBytes: 2_000 })
    await add(1, 2, 3, 4, 5, 6)
    const last = audit.status().lastEntry
    const removed = await audit.dataOwner.erase()
    expect(removed.length).toBeGreaterThan(1)
    expect(sealedNames()).toEqual([])
    expect(await audit.append(decision(7))).toEqual({ ok: true, value: last + 2 })
    const report = await audit.verify()
    expect(report).toMatchObject({ status: 'intact', entries: 2, firstEntry: last + 1 })
    expect(events(report)).toEqual(['erased'])
    expect((await audit.query({ filter: { text: 'folder-3' }, limit: 10 })).matched).toBe(0)
    await audit.close()
  })

  test('a deletion that was cut short is finished at the next start', async () => {
    const { audit, add } = await open({ segmentBytes: 2_000 })
    await add(1, 2, 3, 4, 5, 6)
    const kept = sealedNames().map((name) => [name, readFileSync(join(folder, name))] as const)
    await audit.dataOwner.erase()
    await audit.close()
    for (const [name, bytes] of kept) writeFileSync(join(folder, name), bytes)
    const again = await open()
    expect(sealedNames()).toEqual([])
    expect((await again.audit.verify()).status).toBe('intact')
    await again.audit.close()
  })

  test('export hands out every file with its lines', async () => {
    const { audit, add } = await open({ segmentBytes: 2_000 })
    await add(1, 2, 3, 4)
    const held: HeldData[] = []
    for await (const each of audit.dataOwner.export()) held.push(each)
    expect(held.map(({ path }) => path)).toEqual([
      ...sealedNames().map((name) => `logs/${name}`),
      'logs/bouncer-audit.jsonl',
    ])
    const texts = await Promise.all(held.map((each) => each.read()))
    expect(Buffer.concat(texts.map((text) => text ?? new Uint8Array())).toString()).toContain(
      'call-3',
    )
    await audit.close()
  })
})
