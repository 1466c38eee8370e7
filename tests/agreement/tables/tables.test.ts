import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bashProblem, families, measureTable } from './measure.ts'

const problem = await bashProblem()
const cwd = mkdtempSync(join(tmpdir(), 'tables-'))
/** A sample that stays; more is drawn by `npm run -s agreement -- --tables`. */
const seed = 30_000_000
const scripts = 2500

describe.skipIf(problem !== null)(`tables of the shell's language${problem ?? ''}`, () => {
  for (const family of families) {
    test(`${family.name} are what bash makes of them`, async () => {
      const { misses, active, known } = await measureTable(family, { scripts, seed, cwd })
      expect(misses.slice(0, 3), `${misses.length} missed`).toEqual([])
      expect(active).toBeGreaterThan(scripts / 2)
      // What is said to be unknown is never missed, and must not become the answer to everything.
      expect(known).toBeGreaterThan(active / 4)
    })
  }

  test('a word that bash makes otherwise is noticed', async () => {
    const wrong = { name: 'wrong', write: () => 'f() { x=a; }; f; emit $x; unalias emit' }
    const right = await measureTable(wrong, { scripts: 1, seed, cwd })
    expect(right).toMatchObject({ active: 1, known: 1, misses: [] })
    const zero = { name: 'other', write: () => 'emit "${BASH_ARGV0-a}"' }
    const figures = await measureTable(zero, { scripts: 1, seed, cwd })
    expect(figures.misses).toHaveLength(1)
  })
})
