import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { until } from '../app/until.ts'
import { openUndoHouse } from './undo-house.ts'

const RUNS = 5
const LONGEST_MS = 250

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'undo-kill-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Lets a process keep copies and ends it with SIGKILL at a random moment after the first; returns what it confirmed. */
async function killWhileKeeping(): Promise<Map<string, number>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'undo-child.ts'), root], {
    env: { PATH: '/usr/bin:/bin', HOME: root },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  let complaint = ''
  child.stdout.on('data', (bytes) => {
    told += bytes
  })
  child.stderr.on('data', (bytes) => {
    complaint += bytes
  })
  const closed = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), closed])
  await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_MS))
  child.kill('SIGKILL')
  const [code, signal] = await closed
  expect({ code, signal, complaint }).toEqual({ code: null, signal: 'SIGKILL', complaint: '' })
  // What follows the last newline was not told in full.
  const rows = told.split('\n').slice(0, -1)
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
