import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditRecord } from '../../shared/audit/model.ts'
import { auditParts, decision, headKey } from '../../tests/integration/storage/record-fixture.ts'
import { systemClock } from '../kit/clock.ts'
import { chainLine, readHeader, valueBehind } from './chain.ts'
import { type AuditParts, createAudit } from './create-audit.ts'
import { createHead } from './head.ts'
import { verifyRecordIn } from './run-audit-verify.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-remove-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const active = () => join(folder, 'bouncer-audit.jsonl')
const verify = () => verifyRecordIn(folder, { headKey, wasSigned: true })
const textOfAll = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('')

async function filled(count: number, more: Partial<AuditParts> = {}) {
  const audit = await createAudit({ ...auditParts(folder), segmentBytes: 4_000, ...more })
  for (let number = 1; number <= count; number += 1) await audit.append(decision(number))
  return audit
}

/** Writes a line behind the last one of the written file, rightly chained, as somebody without the key could. */
function plant(record: AuditRecord): void {
  const lines = readFileSync(active(), 'utf8').trimEnd().split('\n')
  const last = Buffer.concat([Buffer.alloc(32), Buffer.from(lines.at(-1) ?? '')])
  const header = readHeader(last, 32, last.length)
  if (!header) throw new Error('a line')
  const prev = valueBehind(header.prev, { bytes: last, start: 32, end: last.length })
  const line = chainLine(record, { n: header.n + 1, at: systemClock.now(), prev })
  writeFileSync(active(), `${lines.join('\n')}\n${line.text}`)
}

const sealedNames = () =>
  readdirSync(folder)
    .filter((name) => /^bouncer-audit\.\d+\.jsonl$/.test(name))
    .sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]))

/** Chain value behind the last line of a file. */
function endOf(name: string) {
  const last = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').at(-1) ?? ''
  const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from(last)])
  const header = readHeader(bytes, 32, bytes.length)
  if (!header) throw new Error('a line')
  return { n: header.n, hash: valueBehind(header.prev, { bytes, start: 32, end: bytes.length }) }
}

describe('removing text', () => {
  test('of one entry leaves its number and time, who, why and which; the chain holds', async () => {
    const audit = await filled(20)
    await audit.summary({})
    const what = { kind: 'entry', n: 5 } as const
    expect(await audit.removable(what)).toBe(1)
    const done = await audit.remove({ what, reason: 'a request of 3 May', by: 'window' })
    expect(done).toEqual({ ok: true, value: { entries: 1 } })
    expect(textOfAll()).not.toContain('folder-4"')
    const { entries } = await audit.query({ filter: {}, limit: 100 })
    expect(entries.find(({ n }) => n === 5)).toMatchObject({ kind: 'removed', was: 'decision' })
    expect(entries.find(({ n }) => n === 6)).toMatchObject({ kind: 'decision' })
    const [told] = entries.filter((entry) => entry.kind === 'chain' && entry.removal)
    expect(told).toMatchObject({
      removal: { what: 'entry', entries: [[5, 5]], reason: 'a request of 3 May', by: 'window' },
    })
    await audit.close()
    expect(await verify()).toMatchObject({ status: 'intact', head: 'signed' })
    const later = await filled(1)
    expect(await later.verify()).toMatchObject({ status: 'intact' })
    await later.close()
  })

  test('of a session and of a text takes all of it, also out of what was derived', async () => {
    const audit = await filled(30)
    await audit.append(decision(40, { command: 'mail to ada lovelace' }))
    await audit.summary({})
    expect(readdirSync(folder).some((name) => name.endsWith('.index'))).toBe(true)
    const session = { kind: 'session', session: 'session-1' } as const
    expect(await audit.remove({ what: session, reason: 'asked', by: 'window' })).toMatchObject({
      ok: true,
    })
    const text = { kind: 'text', text: 'ada lovelace' } as const
    await audit.remove({ what: text, reason: 'asked', by: 'window' })
    expect(textOfAll()).not.toContain('session-1')
    expect(textOfAll()).not.toContain('ada lovelace')
    expect((await audit.query({ filter: { session: 'session-1' }, limit: 9 })).matched).toBe(0)
    expect(await audit.verify()).toMatchObject({ status: 'intact' })
    const nothing = await audit.remove({ what: text, reason: 'again', by: 'window' })
    expect(nothing).toMatchObject({ ok: false, error: { code: 'audit.nothing-to-remove' } })
    await audit.close()
  })

  test('is refused where the chain does not hold', async () => {
    const audit = await filled(3)
    await audit.close()
    writeFileSync(active(), readFileSync(active(), 'utf8').replace('folder-2', 'folder-9'))
    const again = await createAudit(auditParts(folder))
    const done = await again.remove({ what: { kind: 'entry', n: 2 }, reason: 'x', by: 'window' })
    expect(done).toMatchObject({ ok: false, error: { code: 'audit.left-as-evidence' } })
    await again.close()
  })

  test('a line that says it was removed without an order is named, signed or not', async () => {
    const audit = await filled(3)
    await audit.append({ kind: 'removed', was: 'decision', order: 'nobody' })
    await audit.close()
    expect(await verify()).toMatchObject({
      status: 'broken',
      first: { entry: 5, problem: expect.stringContaining('no entry of the record orders that') },
    })
  })
})

describe('a tombstone', () => {
  test('of retention by size keeps the chain; what goes is told', async () => {
    const audit = await filled(60, { retentionMegabytes: () => 0.02 })
    const removed = await audit.dataOwner.retain(systemClock.now())
    expect(removed.length).toBeGreaterThan(1)
    const report = await audit.verify()
    expect(report).toMatchObject({ status: 'intact' })
    expect(report.firstEntry).toBeGreaterThan(1)
    expect(report.events.map(({ event }) => event)).toContain('retention')
    await audit.close()
  })

  test('of retention waits while the key cannot be reached', async () => {
    const first = await filled(60)
    await first.close()
    const retentionMegabytes = () => 0.02
    const audit = await createAudit({ ...auditParts(folder), headKey: null, retentionMegabytes })
    expect(await audit.dataOwner.retain(systemClock.now())).toEqual([])
    expect(sealedNames().length).toBeGreaterThan(2)
    await audit.close()
  })

  test('that is forged behind the signed end accounts for nothing, now and after the next start', async () => {
    const audit = await filled(60)
    await audit.close()
    const [first = '', second = ''] = sealedNames()
    const after = endOf(second)
    plant({ kind: 'chain', event: 'retention', detail: 'Entries older than 9 days.', after })
    for (const name of [first, second]) rmSync(join(folder, name))
    const found = await verify()
    expect(found).toMatchObject({ status: 'truncated' })
    expect(found.first?.problem).toContain(
      'the head does not confirm the line that accounts for it',
    )
    const again = await createAudit(auditParts(folder))
    await again.append(decision(99))
    expect((await again.verify()).status).not.toBe('intact')
    expect(await again.doubt()).toMatchObject({
      detail: expect.stringContaining('does not confirm'),
    })
    await again.close()
  })

  test('of a deletion that is forged is named and deletes nothing', async () => {
    const audit = await filled(60)
    await audit.close()
    const kept = sealedNames()
    const next = (endOf(kept.at(-1) ?? '').n ?? 0) + 1_000
    const told = {
      kind: 'chain',
      event: 'erased',
      detail: 'The person deleted the record.',
    } as const
    const line = chainLine(told, { n: next, at: systemClock.now(), prev: '0'.repeat(64) })
    writeFileSync(active(), line.text)
    const again = await createAudit(auditParts(folder))
    expect(sealedNames()).toEqual(expect.arrayContaining(kept))
    expect(await again.doubt()).not.toBeNull()
    await again.close()
    for (const name of sealedNames().slice(0, -1)) rmSync(join(folder, name))
    expect((await verify()).status).not.toBe('intact')
  })

  test('of a deletion alone, with everything before it gone, is named', async () => {
    const audit = await filled(20)
    await audit.close()
    const head = await createHead({ folder, key: headKey, clock: systemClock }).read()
    const n = ('n' in head ? head.n : 0) + 1
    for (const name of sealedNames()) rmSync(join(folder, name))
    const told = {
      kind: 'chain',
      event: 'erased',
      detail: 'The person deleted the record.',
    } as const
    writeFileSync(active(), chainLine(told, { n, at: 1, prev: '0'.repeat(64) }).text)
    expect(await verify()).toMatchObject({ status: 'truncated' })
  })
})
