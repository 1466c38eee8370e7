import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSafeGit } from './safe-git.ts'
import { summarise } from './summarise.ts'
import { takeStock } from './take-stock.ts'

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'stock-')))
  mkdirSync(join(folder, 'many'))
  for (let file = 0; file < 1_000; file += 1) writeFileSync(join(folder, 'many', `${file}`), 'x')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function stock(more: { readonly mostThings?: number; readonly now?: () => number }) {
  const told: number[] = []
  const git = createSafeGit({ searched: [], home: '/nowhere', workspace: folder, limitMs: 1_000 })
  const found = await takeStock(
    {
      removes: [{ path: join(folder, 'many'), isPattern: false, recursive: true }],
      ...{ overwrites: [], git: [], fills: false, unknown: [] },
    },
    {
      ...{ git, limitMs: 1_000, mostThings: 5_000, now: () => 0 },
      ...more,
      onProgress: (files) => void told.push(files),
    },
  )
  const limits = { callBytes: 1e9, roomBytes: 1e9 }
  return { found, told, summary: summarise(found, { workspace: folder, limits }) }
}

test('a count within its budget is whole, and tells how far it is', async () => {
  const { found, told, summary } = await stock({})
  expect(found.isWhole).toBe(true)
  expect(told).toEqual([400, 800])
  expect(summary.copy).toMatchObject({ kind: 'kept', files: 1_000 })
})

test('a count that has too much before it stops, keeps what it saw, and promises nothing', async () => {
  const { found, summary } = await stock({ mostThings: 300 })
  expect(found.isWhole).toBe(false)
  expect(summary.files).toBe(298)
  expect(summary.copy).toEqual({ kind: 'none', why: 'not-counted' })
})

test('a count that takes too long stops, too', async () => {
  let ms = 0
  const now = () => {
    ms += 3
    return ms
  }
  const { found, summary } = await stock({ now })
  expect(found.isWhole).toBe(false)
  expect(summary.files).toBeGreaterThan(0)
  expect(summary.files).toBeLessThan(1_000)
})
