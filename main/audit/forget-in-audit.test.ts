import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AuditRecord } from '../../shared/audit/model.ts'
import { secret } from '../../shared/kit/secret.ts'
import { auditParts, decision } from '../../tests/integration/storage/record-fixture.ts'
import { createForgetting } from '../kit/forget-secret.ts'
import { type AuditParts, createAudit } from './create-audit.ts'

const plain = 'correct-horse-battery'
const forgetting = createForgetting(secret(plain))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-forget-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const textOfAll = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')

function withSecret(number: number): AuditRecord {
  const record = decision(number)
  if (record.kind !== 'decision') throw new Error('a decision')
  return { ...record, call: { ...record.call, input: { command: `login ${plain} "quoted"` } } }
}

async function openWith(records: readonly AuditRecord[], more: Partial<AuditParts> = {}) {
  const audit = await createAudit({ ...auditParts(folder), ...more })
  for (const record of records) await audit.append(record)
  return audit
}

test('a secret goes from every file of the record; numbers stay, the chain holds and says what was done', async () => {
  const records = [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
    n === 4 || n === 7 ? withSecret(n) : decision(n),
  )
  const audit = await openWith(records, { segmentBytes: 2_000 })
  const before = readFileSync(join(folder, 'bouncer-audit.1.jsonl'), 'utf8')
  const { dataOwner } = audit
  const found = await dataOwner.forget?.(forgetting, 'find')
  expect(found?.found.reduce((sum, { places }) => sum + places, 0)).toBe(2)
  expect(textOfAll()).toContain(plain)

  await dataOwner.forget?.(forgetting, 'replace')
  expect(textOfAll()).not.toContain(plain)
  expect(textOfAll()).toContain('__redacted_forgotten__')
  // What comes before the first change keeps its bytes.
  expect(readFileSync(join(folder, 'bouncer-audit.1.jsonl'), 'utf8')).toBe(before)
  const report = await audit.verify()
  expect(report).toMatchObject({ status: 'intact', head: 'signed' })
  expect(report.events).toContainEqual(
    expect.objectContaining({
      event: 'forgotten',
      detail: expect.stringContaining('forgotten in entries'),
    }),
  )
  const added = await audit.append(decision(9))
  expect(added).toEqual({ ok: true, value: report.lastEntry + 1 })
  await audit.close()
  const again = await createAudit(auditParts(folder))
  expect(await again.verify()).toMatchObject({ status: 'intact', lastEntry: report.lastEntry + 1 })
  expect((await again.query({ filter: {}, limit: 100 })).total).toBeGreaterThan(9)
  await again.close()
})

test('a record that does not hold is left as evidence', async () => {
  const audit = await openWith([decision(1), withSecret(2), decision(3)])
  await audit.close()
  const path = join(folder, 'bouncer-audit.jsonl')
  writeFileSync(path, readFileSync(path, 'utf8').replace('call-1', 'call-x'))
  const again = await createAudit(auditParts(folder))
  const done = await again.dataOwner.forget?.(forgetting, 'replace')
  expect(done?.found).toEqual([])
  expect(done?.stays[0]?.why).toContain('evidence')
  expect(textOfAll()).toContain(plain)
  await again.close()
})

test.each(['before the head confirmed it', 'after the head confirmed it'])(
  'a crash %s leaves a record that holds',
  async (when) => {
    const audit = await openWith([decision(1), withSecret(2), decision(3)])
    await audit.close()
    const kept = mkdtempSync(join(tmpdir(), 'audit-kept-'))
    for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(kept, name))
    const rewriting = await createAudit(auditParts(folder))
    await rewriting.dataOwner.forget?.(forgetting, 'replace')
    await rewriting.close()
    // As it lay on the disk in the middle: the plan and the draft beside the old file.
    const sealed = 'bouncer-audit.1.jsonl'
    const head = 'bouncer-audit.head.json'
    const told = JSON.parse(readFileSync(join(folder, head), 'utf8')).value
    renameSync(join(folder, sealed), join(folder, `${sealed}.forgetting`))
    copyFileSync(join(kept, 'bouncer-audit.jsonl'), join(folder, sealed))
    rmSync(join(folder, 'bouncer-audit.jsonl'))
    const value = { files: [sealed], n: told.n, hash: told.hash }
    writeFileSync(
      join(folder, 'bouncer-audit.forgetting.json'),
      JSON.stringify({ format: 'audit-forgetting', version: 1, value }),
    )
    const isConfirmed = when.startsWith('after')
    if (!isConfirmed) copyFileSync(join(kept, head), join(folder, head))
    rmSync(kept, { recursive: true })

    const again = await createAudit(auditParts(folder))
    const report = await again.verify()
    expect(report.status).toBe('intact')
    expect(textOfAll().includes(plain)).toBe(!isConfirmed)
    expect(readdirSync(folder).filter((name) => name.includes('forgetting'))).toEqual([])
    await again.close()
  },
)

test('a signed record stays as it is while its key cannot be reached', async () => {
  const signed = await openWith([withSecret(1)])
  await signed.close()
  const audit = await openWith([], { headKey: null })
  const kept = await audit.dataOwner.forget?.(forgetting, 'replace')
  expect(kept?.stays).toMatchObject([
    { why: expect.stringContaining('key for that cannot be reached') },
  ])
  expect(textOfAll()).toContain(plain)
  await audit.close()
  const again = await openWith([])
  await again.dataOwner.forget?.(forgetting, 'replace')
  expect(textOfAll()).not.toContain(plain)
  expect(await again.verify()).toMatchObject({ status: 'intact', head: 'signed' })
  await again.close()
})
