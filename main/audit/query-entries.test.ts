import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { auditParts, decision } from '../../tests/integration/storage/record-fixture.ts'
import { createAudit } from './create-audit.ts'

let home = ''
let folder = ''
let active = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'audit-query-'))
  folder = join(home, 'logs')
  active = join(folder, 'bouncer-audit.jsonl')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const varied = (number: number) =>
  decision(number, {
    decision: number % 6 === 0 ? 'deny' : 'allow',
    tool: number % 2 === 0 ? 'Bash' : 'Read',
    command: number === 30 ? 'say "Zürich" loud' : `list ${number}`,
  })

test('filters, counts and pages, newest first, across files', async () => {
  const audit = await createAudit({ ...auditParts(folder), segmentBytes: 4_000 })
  for (let number = 1; number <= 60; number += 1) await audit.append(varied(number))
  await audit.append({
    kind: 'answer',
    session: 'session-1',
    callId: 'call-6',
    inboxId: 'inbox-1',
    decision: 'deny',
    by: 'window',
    waitedMs: 5,
  })
  const query = async (filter: Parameters<typeof audit.query>[0]['filter'], limit = 100) => {
    const { entries, matched } = await audit.query({ filter, limit })
    const ids = entries.map((each) => (each.kind === 'decision' ? each.call.id : each.kind))
    return { ids, matched }
  }
  expect(await query({ decision: ['deny'] }, 3)).toEqual({
    ids: ['answer', 'call-60', 'call-54'],
    matched: 11,
  })
  expect((await query({ decision: ['deny'], tool: 'Bash' })).matched).toBe(10)
  expect((await query({ tool: 'Read' })).matched).toBe(30)
  expect((await query({ rule: 'delete.outside-project' })).matched).toBe(10)
  expect((await query({ layer: ['person'] })).ids).toEqual(['answer'])
  expect((await query({ session: 'session-1' })).matched).toBe(21)
  expect((await query({ text: '"ZÜRICH" l' })).ids).toEqual(['call-30'])
  // Keys and chain values are no text of the entry.
  expect((await query({ text: 'workspace' })).matched).toBe(0)
  const all = await audit.query({ filter: {}, limit: 10 })
  expect(all.matched).toBe(all.total)
  const page = await audit.query({ filter: {}, limit: 10, before: all.entries.at(-1)?.n })
  expect(page.entries[0]?.n).toBe((all.entries.at(-1)?.n ?? 0) - 1)
  const times = all.entries.map(({ at }) => at)
  const recent = await query({ fromMs: Math.min(...times), toMs: Math.max(...times) })
  expect(recent.matched).toBeGreaterThanOrEqual(10)
  expect((await query({ fromMs: Math.max(...times) + 1 })).matched).toBe(0)
  // Counts are remembered and go on with what is added.
  await audit.append(decision(66, { decision: 'deny' }))
  expect((await query({ decision: ['deny'] })).matched).toBe(12)
  // Also when the file that was counted in part is full and another takes its name.
  for (let number = 70; number < 100; number += 1) {
    await audit.append(decision(number, { decision: 'deny' }))
  }
  expect((await query({ decision: ['deny'] })).matched).toBe(42)
  await audit.close()
})

test('a damaged line is left out', async () => {
  const first = await createAudit(auditParts(folder))
  for (const number of [1, 2, 3]) await first.append(decision(number))
  await first.close()
  writeFileSync(active, readFileSync(active, 'utf8').replace('"kind":"decision"', '"kind":"d'))
  const second = await createAudit(auditParts(folder))
  const { entries } = await second.query({ filter: { tool: 'Bash' }, limit: 10 })
  expect(entries.map(({ n }) => n)).toEqual([4, 3])
  await second.close()
})
