import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConsentEntry } from '../../shared/telemetry/model.ts'
import { systemClock } from '../kit/clock.ts'
import { createConsentStore } from './consent.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consent-'))
  path = join(folder, 'consent.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const no: ConsentEntry = {
  ...{ at: 1, policyVersion: '1', errors: false, usage: false, by: 'x' },
  receivers: { errors: null, usage: null },
}
const store = () => createConsentStore({ path, clock: systemClock })

test('a file that can be neither read nor removed is said to be left', async () => {
  await mkdir(path)
  const kept = await store().append(() => no)
  expect(kept).toMatchObject({ ok: false, error: { isYesLeft: true } })
})

test('a file of a newer version stays as it is', async () => {
  const newer = '{"format":"mstro-consent","version":9,"value":{}}'
  await writeFile(path, newer)
  expect(await store().append(() => no)).toMatchObject({ ok: false, error: { isYesLeft: false } })
  expect(await readFile(path, 'utf8')).toBe(newer)
})

test('answers of several processes at once all stand in the file, each beside the newest one before', async () => {
  const answer = (by: string) => (latest: ConsentEntry | null) => ({
    ...no,
    at: (latest?.at ?? 0) + 1,
    by,
  })
  await Promise.all(Array.from({ length: 12 }, (_, at) => store().append(answer(`p${at}`))))
  const { history } = await store().read()
  expect(history.map(({ at }) => at)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1))
  expect(await readdir(folder)).toEqual([basename(path)])
})
