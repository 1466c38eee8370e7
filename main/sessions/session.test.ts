import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sessionIdSchema } from '../../shared/kit/ids.ts'
import type { SessionEvent } from '../../shared/sessions/model.ts'
import { systemClock } from '../kit/clock.ts'
import { silentLogger } from '../kit/silent-logger.ts'
import { filesOf, inspectRecord, openSession, savedRecord } from './session.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'session-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const id = sessionIdSchema.parse('s')
const open = () => {
  const base = { clock: systemClock, logger: silentLogger, onChanged: () => undefined }
  return openSession({ ...base, id, folder })
}

const words: SessionEvent = { kind: 'text', blockId: 'b', text: 'word', parentCallId: null }
const linesOnDisk = async () =>
  (await readFile(join(folder, 'journal.1.jsonl'), 'utf8').catch(() => '')).split('\n').length - 1

test('a saved row that passes for current covers every line of the journal', async () => {
  const session = await open()
  let lines = 0
  for (let round = 0; round < 40; round += 1) {
    const events: SessionEvent[] = [{ kind: 'seen' }, ...Array(round % 4).fill(words)]
    await Promise.all(events.map((event) => session.append(event)))
    lines += events.length
    const saved = await savedRecord({ id, folder }, systemClock)
    if (saved) expect(saved.summary.lastSeq).toBe(lines)
  }
  await session.close()
  expect((await savedRecord({ id, folder }, systemClock))?.summary.lastSeq).toBe(lines)
})

test('files that come and go in its folder do not disturb a session', async () => {
  const session = await open()
  const drafts = async () => {
    for (let number = 0; number < 200; number += 1) {
      await writeFile(join(folder, `summary.json.${number}.tmp`), '')
      await rm(join(folder, `summary.json.${number}.tmp`))
    }
  }
  const appends = Array.from({ length: 200 }, () => session.append({ kind: 'seen' }))
  await Promise.all([drafts(), filesOf(folder), ...appends])
  for (const written of await Promise.all(appends)) expect(written.ok).toBe(true)
  await session.close()
})

test('a row that was saved before there was a ring is read, and says that it ran without', async () => {
  const session = await open()
  const started = { version: '2', agentSessionId: 'a', resumed: false, model: null }
  await session.append({ kind: 'agent-started', ...started }, { kind: 'seen' })
  await session.close()
  const path = join(folder, 'summary.json')
  const saved = JSON.parse(await readFile(path, 'utf8'))
  expect(saved.version).toBe(2)
  saved.version = 1
  delete saved.value.record.seen
  for (const name of ['ring', 'ranIn']) delete saved.value.record.summary[name]
  await writeFile(path, JSON.stringify(saved))
  expect(await savedRecord({ id, folder }, systemClock)).toMatchObject({
    summary: { ring: 'off', ranIn: 'off', lastSeq: 2 },
    seen: null,
  })
  expect((await filesOf(folder)).map((file) => file.path).sort()).not.toContainEqual(
    expect.stringContaining('broken'),
  )
})

test('a closed session takes nothing more', async () => {
  const session = await open()
  await session.append(words)
  await session.close()
  expect(await session.append(words)).toMatchObject({ error: { code: 'session.unknown' } })
  expect(await linesOnDisk()).toBe(1)
})

test('a copied folder is a session of its own, with the row of its own journal', async () => {
  const session = await open()
  await session.append(words, words)
  await session.close()
  const copy = { id: sessionIdSchema.parse('copy'), folder: `${folder}-copy` }
  await cp(folder, copy.folder, { recursive: true })
  expect(await savedRecord(copy, systemClock)).toBeNull()
  expect(await inspectRecord(copy, systemClock)).toBeNull()
  const base = { clock: systemClock, logger: silentLogger, onChanged: () => undefined }
  const copied = await openSession({ ...base, ...copy })
  expect(copied.record().summary).toMatchObject({ id: 'copy', lastSeq: 2 })
  await copied.close()
  expect((await savedRecord(copy, systemClock))?.summary.id).toBe('copy')
  await rm(copy.folder, { recursive: true })
  expect(await filesOf(copy.folder)).toEqual([])
})
