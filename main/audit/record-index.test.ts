import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { auditParts, decision, headKey } from '../../tests/integration/storage/record-fixture.ts'
import { createAudit } from './create-audit.ts'
import { verifyRecordIn } from './run-audit-verify.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-index-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const opened = () => createAudit({ ...auditParts(folder), segmentBytes: 8_000 })
const indexes = () => readdirSync(folder).filter((name) => name.endsWith('.index'))
const denied = { decision: ['deny' as const] }

async function fill() {
  const audit = await opened()
  for (let number = 1; number <= 60; number += 1) {
    await audit.append(decision(number, { decision: number % 6 === 0 ? 'deny' : 'allow' }))
  }
  return audit
}

test('counts, plot and numbers agree with the lines, also as entries are added', async () => {
  const audit = await fill()
  await audit.append({
    ...{ kind: 'answer', session: 'session-0', callId: 'call-6', inboxId: 'i', by: 'window' },
    ...{ decision: 'deny', waitedMs: 4_000 },
  })
  const summary = await audit.summary({})
  expect(summary).toMatchObject({ calls: 60, denied: 10, allowed: 50, asked: 0 })
  expect(summary.answered).toEqual({ allowed: 0, denied: 1, medianWaitMs: 4_000 })
  expect(summary.rules).toEqual([
    expect.objectContaining({ id: 'delete.outside-project', calls: 10, denied: 10 }),
  ])
  expect(summary.sessions.map(({ calls }) => calls)).toEqual([20, 20, 20])
  const { lanes } = await audit.timeline({ filter: {}, steps: 12 })
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
  expect([total(lanes.denied), total(lanes.rules), total(lanes.refused)]).toEqual([10, 50, 1])
  await audit.append(decision(61, { decision: 'deny' }))
  expect((await audit.summary({})).denied).toBe(11)
  expect((await audit.query({ filter: denied, limit: 100 })).matched).toBe(12)
  await audit.close()
})

test('a question that was allowed counts as overridden, for its rule and session', async () => {
  const audit = await opened()
  const asked = decision(7, { decision: 'ask' })
  await audit.append(asked)
  await audit.append({
    ...{ kind: 'answer', session: asked.session, callId: asked.call.id, inboxId: 'i' },
    ...{ by: 'window', decision: 'allow', waitedMs: 900 },
  })
  const { rules, sessions } = await audit.summary({})
  expect(rules[0]).toMatchObject({ asked: 1, overridden: 1 })
  expect(sessions[0]).toMatchObject({ id: asked.session, overridden: 1 })
  await audit.close()
})

test('damaged, foreign and lying columns are collected anew; the verification never asks them', async () => {
  const first = await fill()
  await first.summary({})
  await first.close()
  const names = indexes()
  expect(names.length).toBeGreaterThan(2)
  const [one = '', two = '', three = ''] = names
  writeFileSync(join(folder, one), 'garbage')
  // The columns of one file beside another one.
  writeFileSync(join(folder, two), readFileSync(join(folder, three)))
  const bytes = readFileSync(join(folder, three))
  const { rows } = JSON.parse(bytes.toString('utf8', 36, 36 + bytes.readUInt32LE(32))) as {
    rows: number
  }
  // Hides every denied call: the codes of decisions are the last column but one.
  const column = Math.ceil(rows / 8) * 8
  bytes.fill(1, bytes.length - 2 * column, bytes.length - column)
  writeFileSync(join(folder, three), bytes)
  const again = await opened()
  expect((await again.query({ filter: denied, limit: 100 })).entries).toHaveLength(10)
  expect(await again.summary({})).toMatchObject({ calls: 60, denied: 10 })
  await again.close()
  expect(readFileSync(join(folder, one)).length).toBeGreaterThan(100)
  expect(await verifyRecordIn(folder, { headKey, wasSigned: true })).toMatchObject({
    status: 'intact',
  })
})

test('a file that was changed behind its columns is read as it is now', async () => {
  const first = await fill()
  await first.summary({})
  await first.close()
  const name = readdirSync(folder).find((each) => /^bouncer-audit\.1\.jsonl$/.test(each)) ?? ''
  const path = join(folder, name)
  const before = readFileSync(path, 'utf8')
  writeFileSync(path, before.replace('"tool":"Bash"', '"tool":"Bosh"'))
  utimesSync(path, new Date(), new Date(Date.now() + 5_000))
  const again = await opened()
  expect((await again.summary({})).tools.map(({ id }) => id)).toContain('Bosh')
  expect((await again.verify()).status).toBe('broken')
  await again.close()
})

test('columns go with their file: at deletion, and when it is gone at the next opening', async () => {
  const audit = await fill()
  await audit.summary({})
  const [one = ''] = indexes()
  await audit.close()
  rmSync(join(folder, one.replace('.index', '.jsonl')))
  const again = await opened()
  expect(indexes()).not.toContain(one)
  await again.summary({})
  await again.dataOwner.erase()
  expect(indexes()).toEqual([])
  await again.close()
})

test('a search for text is bounded: it says how far it looked and goes on from there', async () => {
  const audit = await fill()
  const first = await audit.query({ filter: { text: 'FOLDER-' }, limit: 7 })
  expect(first.entries).toHaveLength(7)
  expect(first.next).toBe(first.entries.at(-1)?.n)
  const found = [...first.entries]
  let { next } = first
  while (next !== null) {
    const page = await audit.query({ filter: { text: 'folder-' }, limit: 7, before: next })
    found.push(...page.entries)
    next = page.next
  }
  const numbers = found.map(({ n }) => n)
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
  expect(new Set(found.map(({ n }) => n)).size).toBe(60)
  const nothing = await audit.query({ filter: { text: 'nowhere' }, limit: 7 })
  expect(nothing).toMatchObject({ entries: [], next: null, looked: nothing.total })
  await audit.close()
})
