import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { until } from '../app/until.ts'
import { rowsUntilKilled } from '../killed-child.ts'
import { openUndoHouse } from './undo-house.ts'

const RUNS = 5
const LONGEST_MS = 250

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'undo-kill-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** The copies that a killed program confirmed, with the number of files of each. */
async function killWhileKeeping(): Promise<Map<string, number>> {
  const rows = await rowsUntilKilled({
    args: [join(import.meta.dirname, 'undo-child.ts'), root],
    env: { PATH: '/usr/bin:/bin', HOME: root },
    longestMs: LONGEST_MS,
  })
  return new Map(rows.map((row) => [row.split(' ')[0] ?? '', Number(row.split(' ')[1])]))
}

test(`through ${RUNS} kills every confirmed copy is whole, and nothing half counts`, async () => {
  mkdirSync(join(root, 'project'))
  const first = await openUndoHouse({ root })
  for (let file = 0; file < 400; file += 1) first.write(`many/${file}`, `${file} `.repeat(200))
  await first.undo.close()
  const confirmed = new Map<string, number>()
  for (let run = 0; run < RUNS; run += 1) {
    for (const [id, files] of await killWhileKeeping()) confirmed.set(id, files)
    const house = await openUndoHouse({ root })
    const copies = await house.copies()
    const known = new Map(copies.map(({ id, files }) => [String(id), files]))
    for (const [id, files] of confirmed) expect(known.get(id)).toBe(files)
    // The list equals what lies on the disk once it is swept.
    const ids = [...known.keys()].sort()
    const names = (folder: string) =>
      readdirSync(join(house.store, folder))
        .map((name) => name.replace(/\.json$/, ''))
        .sort()
    await until('the sweep', () => names('packs').every((name) => !name.endsWith('.tmp')))
    await until('the sweep', () => JSON.stringify(names('entries')) === JSON.stringify(ids))
    expect(names('copies')).toEqual(ids)
    const [newest] = copies
    if (newest) {
      rmSync(join(house.project, 'many'), { recursive: true })
      const report = await house.restore(newest.id)
      expect(report).toMatchObject({ back: newest.files + 1, failed: [] })
      expect(readFileSync(join(house.project, 'many/7'), 'utf8')).toBe('7 '.repeat(200))
    }
    await house.undo.close()
  }
  expect(confirmed.size).toBeGreaterThanOrEqual(RUNS)
}, 240_000)
