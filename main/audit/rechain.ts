import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { AuditEntry, AuditRecord } from '../../shared/audit/model.ts'
import { createAtomicFile, replaceFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import type { Forgetting } from '../kit/forget-secret.ts'
import { type LineView, scanLines } from '../kit/scan-lines.ts'
import { type ChainedText, chainAfter, chainLine, type LineHeader, readHeader } from './chain.ts'
import { believed, type Head, type HeadPoint } from './head.ts'
import { indexPath, type Segment } from './segments.ts'

/** Beside the record while some of its files are being replaced. */
const planName = 'bouncer-audit.forgetting.json'
const draftEnding = '.forgetting'
const unfinished = /^bouncer-audit\..*forgetting(\.json)?\.[0-9a-f]+\.tmp$/

const planSchema = z.object({
  files: z.array(z.string().regex(/^bouncer-audit\.\d+\.jsonl$/)),
  /** The last entry of the record once all files are in place, with the chain value behind it. */
  n: z.number().int(),
  hash: z.string(),
})

/** Entries of a file that would change. */
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

/** What becomes of an entry: another record in its place, or null where it stays as it is. */
export interface LineChange {
  /** Bytes of which one stands in every line that may change; none means any line may. */
  readonly needles: readonly Buffer[]
  of(entry: AuditEntry): AuditRecord | null
}

/** The change that takes a secret out. */
export function withoutSecret(secret: Forgetting): LineChange {
  return {
    needles: [],
    of({ v: _v, n: _n, at: _at, prev: _prev, ...record }) {
      const after = secret.value(record)
      return after === record ? null : after
    },
  }
}

/** The record that takes the place of a line; null where the line stays. */
function changed({ bytes, start, end }: LineView, change: LineChange): AuditRecord | null {
  const line = bytes.subarray(start, end)
  if (change.needles.length > 0 && !change.needles.some((needle) => line.includes(needle))) {
    return null
  }
  try {
    return change.of(JSON.parse(line.toString('utf8')) as AuditEntry)
  } catch {
    // Only a record that verifies is rewritten, and every line of such a one is whole.
    return null
  }
}

/** Finds the entries that would change; lines that are no entries hold nothing that could be told. */
export async function entriesWith(
  segments: readonly Segment[],
  change: LineChange,
): Promise<readonly EntriesFound[]> {
  const found: EntriesFound[] = []
  for (const segment of segments) {
    const entries: number[] = []
    await scanLines({ path: segment.path, to: segment.bytes }, (line) => {
      const header = readHeader(line.bytes, line.start, line.end)
      if (header && changed(line, change)) entries.push(header.n)
      return true
    })
    if (entries.length > 0) found.push({ segment, entries })
  }
  return found
}

/** Writes drafts of the given files with the change: the same entries, numbers and times, each chained to the one before; `closing` is the line that tells it. */
export async function draftWith(
  files: readonly Segment[],
  change: LineChange,
  closing: { readonly record: Extract<AuditRecord, { kind: 'chain' }>; readonly at: number },
): Promise<Rechained> {
  let value: string | null = null
  let last = 0
  const drafted: Segment[] = []
  for (const [index, segment] of files.entries()) {
    const lines: string[] = []
    const put = (line: ChainedText, n: number) => {
      lines.push(line.text)
      value = line.value
      last = n
    }
    await scanLines({ path: segment.path, to: segment.bytes }, (line) => {
      const header = readHeader(line.bytes, line.start, line.end)
      if (!header) throw new Error('a record that verifies has no line without a header')
      put(rechained(line, header, { prev: value ?? header.prev, change }), header.n)
      return true
    })
    if (index === files.length - 1) {
      const after: HeadPoint = { n: last, hash: value ?? '' }
      const stamp = { n: last + 1, at: closing.at, prev: after.hash }
      put(chainLine({ ...closing.record, after }, stamp), last + 1)
    }
    const text = lines.join('')
    await replaceFile(`${segment.path}${draftEnding}`, text)
    drafted.push({ ...segment, bytes: Buffer.byteLength(text) })
  }
  return { files: drafted, point: { n: last, hash: value ?? '' } }
}

/** A line behind another one, with its change; without one nothing but the value before it changes. */
function rechained(
  line: LineView,
  { n, at, bodyAt }: LineHeader,
  to: { readonly prev: string; readonly change: LineChange },
): ChainedText {
  const record = changed(line, to.change)
  if (record) return chainLine(record, { n, at, prev: to.prev })
  return chainAfter(line.bytes.toString('utf8', line.start, line.end), bodyAt - line.start, to.prev)
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
    // What was collected of the old lines tells what they held.
    await rm(indexPath(join(folder, name)), { force: true })
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
  // What a crash left of a draft or a plan while it was written belongs to no plan.
  for (const name of names.filter((each) => unfinished.test(each))) {
    await rm(join(folder, name), { force: true })
  }
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
