import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { secret } from '../../../shared/kit/secret.ts'
import { systemClock } from '../../kit/clock.ts'
import { createForgetting } from '../../kit/forget-secret.ts'
import { redactValue } from '../../kit/redact.ts'
import { silentLogger } from '../../kit/silent-logger.ts'
import { exportSegment, finishedBlocks, forgetInJournal, openJournal } from './index.ts'

const plain = 'correct-horse-battery'
const forgetting = createForgetting(secret(plain))

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface TextEvent {
  readonly kind: string
  readonly text: string
  readonly blockId?: string
}

const openHere = () =>
  openJournal<TextEvent>({ folder, clock: systemClock, logger: silentLogger, segmentBytes: 600 })

async function write(events: readonly TextEvent[]) {
  const journal = await openHere()
  for (const event of events) await journal.append([event])
  await journal.close()
  return journal
}

const said = (text: string): TextEvent => ({ kind: 'prompted', text })
const piece = (blockId: string, text: string): TextEvent => ({ kind: 'text-delta', blockId, text })

async function bytesOfAll() {
  const names = await readdir(folder)
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('')
}

test('a secret goes from all segments; numbers and times stay, and clients begin anew', async () => {
  const before = await write([
    said('one'),
    said(`the key is ${plain}`),
    said(JSON.stringify({ nested: `"${plain}"` })),
    ...Array.from({ length: 10 }, (_, at) => said(`filler ${at}`)),
    said(Buffer.from(`user:${plain}`).toString('base64')),
  ])
  await writeFile(join(folder, 'set-aside.1'), `{"torn": "${plain}`)
  expect(await forgetInJournal(folder, forgetting, 'find')).toHaveLength(3)
  expect(await bytesOfAll()).toContain(plain)
  const found = await forgetInJournal(folder, forgetting, 'replace')
  expect(found.reduce((sum, { places }) => sum + places, 0)).toBe(4)
  expect(forgetting.count(await bytesOfAll())).toBe(0)

  const journal = await openHere()
  expect(journal.repairs).toEqual([])
  expect(journal.lastSeq).toBe(before.lastSeq)
  expect(journal.epoch).not.toBe(before.epoch)
  const events = await journal.read({ limit: 100 })
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 14 }, (_, at) => at + 1))
  expect(events[1]?.text).toBe('the key is __redacted_forgotten__')
  await journal.close()
})

test('a secret that streamed in two pieces is found too', async () => {
  await write([piece('b', 'it is correct-ho'), said('between'), piece('b', 'rse-battery, yes')])
  expect(await bytesOfAll()).not.toContain(plain)
  expect(await forgetInJournal(folder, forgetting, 'find')).toHaveLength(1)
  await forgetInJournal(folder, forgetting, 'replace')
  const all = await bytesOfAll()
  expect(all).not.toContain('correct-ho')
  expect(all).not.toContain('rse-battery')
  expect(all).toContain(', yes')
})

test('an export leaves out pieces of finished texts, joins the others, and masks what looks like a secret', async () => {
  const key = 'sk-ant-api03-abcdefghijklmnop'
  await write([
    piece('done', 'hel'),
    piece('open', `key ${key.slice(0, 6)}`),
    { kind: 'text', blockId: 'done', text: 'hello' },
    piece('open', key.slice(6)),
  ])
  const paths = (await readdir(folder))
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name))
  const finished = await finishedBlocks(paths)
  const text = (
    await Promise.all(paths.map((path) => exportSegment(path, finished, redactValue)))
  ).join('')
  expect(text).not.toContain('abcdefghijklmnop')
  const events = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(events.map(({ kind, text: said }) => [kind, said])).toEqual([
    ['text-delta', 'key __redacted_anthropic_key__'],
    ['text', 'hello'],
  ])
})
