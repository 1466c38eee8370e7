import { expect, it } from 'vitest'
import type { Client } from '../client/index.ts'
import { createRecordPages } from './record-pages.ts'

const page = (looked: number, next: number | null) => ({
  ...{ ok: true, value: { entries: [], matched: 0, total: 1_000, looked, next } },
})

it('goes on looking through all parts, and can be gone on with after a part that failed', async () => {
  const failed = { ok: false, error: { code: 'audit.failed', message: '', retry: 'none' } }
  const answers = [page(400, 600), failed, page(600, null)]
  const seen: unknown[] = []
  const client = { call: async () => answers.shift() }
  const pages = createRecordPages(client as object as Client, { text: 'zzz' })
  pages.subscribe(() => seen.push(pages.view().search))
  await pages.load()
  expect(seen.at(0)).toEqual({ looked: 400, isGoing: true, hasMore: true })
  expect(pages.view().search).toEqual({ looked: 400, isGoing: false, hasMore: true })
  await pages.searchOn()
  expect(pages.view().search).toEqual({ looked: 1_000, isGoing: false, hasMore: false })
})
