import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { type AuditEntry, auditEntrySchema } from '../../shared/audit/model.ts'
import { createAtomicFile, replaceFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import type { Forgetting } from '../kit/forget-secret.ts'
import { scanLines } from '../kit/scan-lines.ts'
import { chainLine, readHeader, valueBehind } from './chain.ts'
import { believed, type Head, type HeadPoint } from './head.ts'
import type { Segment } from './segments.ts'

/** Beside the record while some of its files are being replaced. */
const planName = 'bouncer-audit.forgetting.json'
const draftEnding = '.forgetting'

const planSchema = z.object({
  files: z.array(z.string().regex(/^bouncer-audit\.\d+\.jsonl$/)),
  /** The last entry of the record once all files are in place, with the chain value behind it. */
  n: z.number().int(),
  hash: z.string(),
})

/** Entries of the record that hold a secret. */
export interface EntriesFound {
  readonly segment: Segment
  readonly entries: readonly number[]
}

/** The part of the record from the first changed line on, written as drafts beside the files they replace. */
export interface Rechained {
  readonly files: readonly Segment[]
  /** The last entry written and the chain value behind it. */
  readonly point: HeadPoint
}

function parse(line: string): AuditEntry {
  return auditEntrySchema.parse(JSON.parse(line))
}

/** Finds the entries that hold the secret; lines that are no entries hold nothing that could be told. */
export async function entriesWith(
  segments: readonly Segment[],
  secret: Forgetting,
): Promise<readonly EntriesFound[]> {
  const found: EntriesFound[] = []
  for (const segment of segments) {
    const entries: number[] = []
    await scanLines({ path: segment.path, to: segment.bytes }, ({ bytes, start, end }) => {
      const header = readHeader(bytes, start, end)
      const text = bytes.toString('utf8', start, end)
      if (header && changes(text, secret)) entries.push(header.n)
      return true
    })
    if (entries.length > 0) found.push({ segment, entries })
  }
  return found
}

function changes(text: string, secret: Forgetting): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return secret.value(value) !== value
  } catch {
    // Only a record that verifies is rewritten, and every line of such a one is whole.
    return false
  }
}

/** Writes drafts of the given files without the secret: the same entries, numbers and times, each chained to the one before; `closing` is the line that tells it. */
export async function draftWithout(
  files: readonly Segment[],
  secret: Forgetting,
  closing: { readonly detail: string; readonly at: number },
): Promise<Rechained> {
  let value: string | null = null
  let last = 0
  const drafted: Segment[] = []
  for (const [index, segment] of files.entries()) {
    const lines: string[] = []
    const put = (line: { text: string; value: string; n: number }) => {
      lines.push(line.text)
      value = line.value
      last = line.n
    }
    await scanLines({ path: segment.path, to: segment.bytes }, ({ bytes, start, end }) => {
      const header = readHeader(bytes, start, end)
      if (!header) throw new Error('a record that verifies has no line without a header')
      const text = bytes.toString('utf8', start, end)
      put(rechained(text, { prev: value ?? header.prev, secret }))
      return true
    })
    if (index === files.length - 1) {
      const after: HeadPoint = { n: last, hash: value ?? '' }
      const told = { kind: 'chain', event: 'forgotten', detail: closing.detail, after } as const
      const { text, value: behind } = chainLine(told, {
        n: last + 1,
        at: closing.at,
        prev: after.hash,
      })
      put({ text, value: behind, n: last + 1 })
    }
    const text = lines.join('')
    await replaceFile(`${segment.path}${draftEnding}`, text)
    drafted.push({ ...segment, bytes: Buffer.byteLength(text) })
  }
  return { files: drafted, point: { n: last, hash: value ?? '' } }
}

/** A line without the secret behind another line; one that changes in neither respect keeps its bytes. */
function rechained(text: string, to: { readonly prev: string; readonly secret: Forgetting }) {
  const { v: _v, n, at, prev, ...record } = parse(text)
  const after = to.secret.value(record)
  if (after === record && prev === to.prev) {
    const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from(text)])
    const behind = valueBehind(prev, { bytes, start: 32, end: bytes.length })
    return { text: `${text}\n`, value: behind, n }
  }
  const line = chainLine(after, { n, at, prev: to.prev })
  return { text: line.text, value: line.value, n }
}

function planFile(folder: string, clock: Clock) {
  const path = join(folder, planName)
  const shape = { path, format: 'audit-forgetting', version: 1, clock }
  return createAtomicFile({ ...shape, check: (value) => planSchema.parse(value) })
}

/** Where drafts are put in place of the files they replace. */
interface Placing {
  readonly folder: string
  readonly head: Head
  readonly clock: Clock
}

/** Puts the drafts in place. The head confirms the new end first: a crash after that is carried on with, one before it leaves the record as it was. */
export async function placeDrafts(
  { folder, head, clock }: Placing,
  made: Rechained,
): Promise<void> {
  const files = made.files.map(({ path }) => basename(path))
  const planned = await planFile(folder, clock).write({ files, ...made.point })
  if (!planned.ok) throw Object.assign(new Error('no plan'), { code: planned.error })
  const confirmed = await head.write(made.point)
  if (!confirmed.ok) throw Object.assign(new Error('no head'), { code: confirmed.error })
  await putInPlace(folder, files)
}

async function putInPlace(folder: string, files: readonly string[]): Promise<void> {
  const there = new Set(await readdir(folder))
  for (const name of files) {
    if (there.has(`${name}${draftEnding}`)) {
      await rename(join(folder, `${name}${draftEnding}`), join(folder, name))
    }
  }
  await syncFolder(folder)
  await rm(join(folder, planName), { force: true })
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Carries on with a replacement that a crash cut short, or drops its drafts; nothing that lies in the folder makes the head confirm what it did not confirm before. */
export async function settleDrafts({ folder, head, clock }: Placing): Promise<void> {
  const names = await readdir(folder)
  const drafts = names.filter((name) => name.endsWith(draftEnding))
  if (drafts.length === 0 && !names.includes(planName)) return
  const plan = await planFile(folder, clock).inspect()
  const confirmed = believed(await head.read())
  const isConfirmed =
    plan.status === 'ok' && confirmed?.n === plan.value.n && confirmed.hash === plan.value.hash
  if (isConfirmed) {
    await putInPlace(folder, plan.value.files)
    return
  }
  for (const name of drafts) await rm(join(folder, name), { force: true })
  await rm(join(folder, planName), { force: true })
}
