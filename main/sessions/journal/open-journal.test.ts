import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  write as writeBytes,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../kit/clock.ts'
import type { WriteAt } from '../../kit/line-file.ts'
import { silentLogger } from '../../kit/silent-logger.ts'
import { type JournalParts, openJournal } from './index.ts'

interface Happened {
  readonly kind: string
  readonly blockId?: string
  readonly text?: string
}

let home = ''
let folder = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'journal-'))
  folder = join(home, 'session')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (more: Partial<JournalParts> = {}) =>
  openJournal<Happened>({ folder, clock: systemClock, logger: silentLogger, ...more })

const text = (number: number): Happened => ({
  kind: 'text',
  blockId: `b${number}`,
  text: `say ${number}`,
})
const texts = (count: number, from = 1) => Array.from({ length: count }, (_, at) => text(from + at))
const seqs = (events: readonly { seq: number }[]) => events.map(({ seq }) => seq)
const names = (pattern: RegExp) => readdirSync(folder).filter((name) => pattern.test(name))
const segmentNames = () =>
  names(/^journal\.\d+\.jsonl$/).sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]))
const segment = (at = 0) => join(folder, segmentNames().at(at) ?? '')

async function fill(count: number, more: Partial<JournalParts> = {}) {
  const journal = await open(more)
  for (const event of texts(count)) await journal.append([event])
  await journal.close()
  return journal
}

describe('append', () => {
  test('numbers and dates events, and has them on disk before it resolves', async () => {
    const journal = await open()
    const written = await journal.append([text(1), text(2)])
    if (!written.ok) throw new Error(written.error.message)
    expect(written.value).toMatchObject([
      { v: 1, epoch: journal.epoch, seq: 1, kind: 'text', text: 'say 1' },
      { v: 1, epoch: journal.epoch, seq: 2, kind: 'text', text: 'say 2' },
    ])
    expect(readFileSync(segment(), 'utf8').trimEnd().split('\n')).toHaveLength(2)
    expect(await journal.read({ limit: 10 })).toEqual(written.value)
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    }
    await journal.close()
  })

  test('appends of one turn become one write and keep their order', async () => {
    let writes = 0
    const write: WriteAt = (fd, bytes, position) =>
      new Promise((resolve, reject) => {
        writes += 1
        writeBytes(fd, bytes, 0, bytes.length, position, (error, done) =>
          error ? reject(error) : resolve(done),
        )
      })
    const journal = await open({ write })
    const all = await Promise.all(texts(50).map((event) => journal.append([event])))
    expect(all.map((each) => (each.ok ? each.value[0]?.seq : null))).toEqual(
      Array.from({ length: 50 }, (_, at) => at + 1),
    )
    expect(writes).toBe(1)
    await journal.close()
  })

  test('goes on in the next run with the next number in the same epoch', async () => {
    const first = await fill(3)
    const second = await open()
    expect(second.epoch).toBe(first.epoch)
    expect(second.lastSeq).toBe(3)
    await second.append([text(4)])
    expect(seqs(await second.read({ limit: 10 }))).toEqual([1, 2, 3, 4])
    expect(second.repairs).toEqual([])
    await second.close()
  })

  test('begins a new segment when one is full', async () => {
    const journal = await fill(40, { segmentBytes: 1_000 })
    expect(segmentNames().length).toBeGreaterThan(3)
    const again = await open({ segmentBytes: 1_000 })
    expect(again.epoch).toBe(journal.epoch)
    expect((await again.read({ limit: 100 })).map((event) => event.text)).toEqual(
      texts(40).map((event) => event.text),
    )
    await again.close()
  })

  test('a full disk fails the append cleanly; with room again nothing is missing', async () => {
    let room = 1_000
    const write: WriteAt = (fd, bytes, position) =>
      new Promise((resolve, reject) => {
        const count = Math.min(room, bytes.length)
        room -= count
        if (count === 0) reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        else {
          writeBytes(fd, bytes, 0, count, position, (error, done) =>
            error ? reject(error) : resolve(done),
          )
        }
      })
    const journal = await open({ write })
    const kept: number[] = []
    for (const event of texts(20)) {
      const written = await journal.append([event])
      if (written.ok) kept.push(...seqs(written.value))
      else expect(written.error).toMatchObject({ code: 'session.unwritable' })
    }
    expect(kept.length).toBeGreaterThan(2)
    expect(kept.length).toBeLessThan(20)
    expect(seqs(await journal.read({ limit: 100 }))).toEqual(kept)
    room = Number.POSITIVE_INFINITY
    expect((await journal.append([text(99)])).ok).toBe(true)
    await journal.close()
    const again = await open()
    expect(seqs(await again.read({ limit: 100 }))).toEqual([...kept, kept.length + 1])
    expect(again.repairs).toEqual([])
    await again.close()
  })

  test('a file that grew between opening and the first append is not written to', async () => {
    await fill(2)
    const journal = await open()
    appendFileSync(segment(), 'foreign\n')
    expect(await journal.append([text(3)])).toMatchObject({
      ok: false,
      error: { code: 'session.unwritable' },
    })
    await journal.close()
    const again = await open()
    expect(again.repairs).toHaveLength(1)
    expect((await again.append([text(3)])).ok).toBe(true)
    await again.close()
  })

  test('a file that vanished under it is a failure, not a silent loss', async () => {
    const journal = await open()
    await journal.append([text(1)])
    rmSync(segment())
    expect(await journal.append([text(2)])).toMatchObject({
      ok: false,
      error: { code: 'session.unwritable' },
    })
    await journal.close()
  })
})

describe('read', () => {
  test('pages from both ends across segments and jump points', async () => {
    const journal = await open({ segmentBytes: 200_000 })
    for (let from = 1; from <= 5_000; from += 500) await journal.append(texts(500, from))
    expect(segmentNames().length).toBeGreaterThan(2)
    const range = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, at) => from + at)
    expect(seqs(await journal.read({ limit: 3 }))).toEqual([4998, 4999, 5000])
    expect(seqs(await journal.read({ limit: 4, before: 2500 }))).toEqual(range(2496, 2499))
    expect(seqs(await journal.read({ limit: 4, after: 2500 }))).toEqual(range(2501, 2504))
    expect(seqs(await journal.read({ limit: 9, after: 1000, before: 1005 }))).toEqual(
      range(1001, 1004),
    )
    expect(seqs(await journal.read({ limit: 2, before: 2 }))).toEqual([1])
    expect(await journal.read({ limit: 5, after: 5000 })).toEqual([])
    expect(await journal.read({ limit: 5, before: 1 })).toEqual([])
    expect(await journal.read({ limit: 0 })).toEqual([])
    for (const at of [999, 1000, 1001, 1002, 1999, 2001]) {
      expect(seqs(await journal.read({ limit: 2, after: at }))).toEqual([at + 1, at + 2])
      expect(seqs(await journal.read({ limit: 2, before: at }))).toEqual([at - 2, at - 1])
    }
    await journal.close()
  })

  test('reads what was appended while it reads', async () => {
    const journal = await open()
    await journal.append(texts(10))
    const [events] = await Promise.all([journal.read({ limit: 100 }), journal.append(texts(5, 11))])
    expect(events.length).toBeGreaterThanOrEqual(10)
    expect(seqs(events)).toEqual(events.map((_, at) => at + 1))
    await journal.close()
  })

  test('compact leaves out deltas of finished blocks, also across the edge of a page', async () => {
    const journal = await open()
    const delta = (blockId: string): Happened => ({ kind: 'text-delta', blockId, text: 'x' })
    await journal.append([text(1)])
    for (let at = 0; at < 30; at += 1) await journal.append([delta('done')])
    await journal.append([delta('open'), { kind: 'text', blockId: 'done' }, { kind: 'note' }])
    const kinds = async (range: Parameters<typeof journal.read>[0]) =>
      (await journal.read({ ...range, compact: true })).map(({ kind, blockId }) => blockId ?? kind)
    expect(await kinds({ limit: 10 })).toEqual(['b1', 'open', 'done', 'note'])
    expect(await kinds({ limit: 2 })).toEqual(['done', 'note'])
    // The block that finishes these deltas lies behind the page.
    expect(await kinds({ limit: 10, before: 20 })).toEqual(['b1'])
    expect(await kinds({ limit: 3, after: 0 })).toEqual(['b1', 'open', 'done'])
    expect(await journal.read({ limit: 100 })).toHaveLength(34)
    await journal.close()
  })
})

describe('mending', () => {
  test('a torn last line is cut off without a word, in the same epoch', async () => {
    const first = await fill(3)
    appendFileSync(segment(), '{"v":1,"epoch":"')
    const second = await open()
    expect(second.repairs).toEqual([])
    expect(second.epoch).toBe(first.epoch)
    expect(second.lastSeq).toBe(3)
    await second.append([text(4)])
    expect(seqs(await second.read({ limit: 9 }))).toEqual([1, 2, 3, 4])
    await second.close()
  })

  test.each([
    ['in the middle', 4],
    ['in the last line', 9],
  ])(
    'a damaged line %s is set aside and named, the epoch changes, the rest works',
    async (_, at) => {
      const first = await fill(10)
      const lines = readFileSync(segment(), 'utf8').trimEnd().split('\n')
      const damaged = (lines[at] ?? '').replace('say', 'SAY')
      writeFileSync(segment(), `${lines.with(at, damaged).join('\n')}\n`)
      const second = await open()
      const [aside = ''] = names(/^set-aside\./)
      expect(second.repairs).toEqual([expect.stringContaining(aside)])
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(`${damaged}\n`)
      expect(second.epoch).not.toBe(first.epoch)
      await second.append([text(11)])
      const left = seqs(await second.read({ limit: 99 }))
      expect(left).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].filter((seq) => seq !== at + 1))
      await second.close()
      const third = await open()
      expect(third.repairs).toEqual([])
      expect(third.epoch).toBe(second.epoch)
      await third.close()
    },
  )

  test('a torn line at the end of an older segment is set aside too', async () => {
    await fill(40, { segmentBytes: 1_000 })
    const path = segment(0)
    truncateSync(path, statSync(path).size - 5)
    const second = await open()
    expect(second.repairs).toHaveLength(1)
    expect(await second.read({ limit: 99 })).toHaveLength(39)
    await second.close()
  })

  test('noise instead of a journal is kept aside', async () => {
    await fill(3)
    const noise = Buffer.concat([Buffer.alloc(3_000), Buffer.from('\nnoise\n')])
    writeFileSync(segment(), noise)
    const second = await open()
    expect(readFileSync(join(folder, names(/^set-aside\./)[0] ?? ''))).toEqual(noise)
    const written = await second.append([text(4)])
    expect(written.ok && seqs(written.value)).toEqual([4])
    await second.close()
  })

  test.each([
    ['missing', () => rmSync(join(folder, 'journal.index.json'))],
    ['damaged', () => writeFileSync(join(folder, 'journal.index.json'), '{"format":"jour')],
  ])('without the index (%s) everything is read again, in a new epoch', async (_, lose) => {
    const first = await fill(2_500)
    lose()
    const second = await open()
    expect(second.epoch).not.toBe(first.epoch)
    expect(second.repairs).toEqual([])
    expect(seqs(await second.read({ limit: 2, before: 1_500 }))).toEqual([1498, 1499])
    await second.append([text(2_501)])
    expect(second.lastSeq).toBe(2_501)
    await second.close()
  })

  test('numbers that a client has seen do not come back when the end of the file is lost', async () => {
    const first = await fill(10)
    const lines = readFileSync(segment(), 'utf8').split('\n')
    writeFileSync(segment(), `${lines.slice(0, 6).join('\n')}\n`)
    const second = await open()
    expect(second.epoch).not.toBe(first.epoch)
    const written = await second.append([text(11)])
    expect(written.ok && seqs(written.value)).toEqual([11])
    expect(seqs(await second.read({ limit: 99 }))).toEqual([1, 2, 3, 4, 5, 6, 11])
    await second.close()
  })

  test('after a restart of the machine without a clean close the epoch changes', async () => {
    const first = await open()
    await first.append(texts(5))
    await first.close()
    const later = { ...systemClock, now: () => Date.now() + 3_600_000 }
    const clean = await open({ clock: later })
    expect(clean.epoch).toBe(first.epoch)
    await clean.close()
    appendFileSync(segment(), 'x')
    const unclean = await open({ clock: later })
    expect(unclean.epoch).not.toBe(first.epoch)
    await unclean.close()
  })

  test('a line damaged while the journal is open is left out and named', async () => {
    const journal = await open()
    await journal.append(texts(5))
    const path = segment()
    writeFileSync(path, readFileSync(path, 'utf8').replace('say 3', 'SAY 3'))
    expect(seqs(await journal.read({ limit: 99 }))).toEqual([1, 2, 4, 5])
    expect(journal.repairs).toEqual([expect.stringContaining('damaged on disk')])
    await journal.close()
  })
})

test('state is kept with the index and covers the events it says', async () => {
  const journal = await openJournal<Happened>({
    folder,
    clock: systemClock,
    logger: silentLogger,
    onSnapshot: (seq) => ({ upTo: seq }),
  })
  await journal.append(texts(1_200))
  await journal.close()
  const again = await open()
  expect(again.snapshot).toEqual({ seq: 1_200, state: { upTo: 1_200 } })
  await again.close()
})

test('flush resolves once everything is on the disk', async () => {
  const journal = await open()
  void journal.append(texts(3))
  await journal.flush()
  expect(readFileSync(segment(), 'utf8').trimEnd().split('\n')).toHaveLength(3)
  await journal.close()
})
