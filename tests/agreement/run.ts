import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureAgreement, shrinkMiss } from './agreement.ts'
import { sandboxProblem } from './sandbox.ts'
import { families, measureTable } from './tables/measure.ts'

const MAX_SHRUNK = 10

function numberAfter(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name)
  const given = Number(process.argv[at + 1])
  return at < 0 || !Number.isSafeInteger(given) ? otherwise : given
}

/** Draws from every table; 1 when a word was not what bash made of it. */
async function runTables(scripts: number, seed: number): Promise<number> {
  const cwd = mkdtempSync(join(tmpdir(), 'tables-'))
  let missed = 0
  for (const family of families) {
    const { misses, ...figures } = await measureTable(family, { scripts, seed, cwd })
    missed += misses.length
    process.stdout.write(`${family.name} from seed ${seed}: ${JSON.stringify(figures)}\n`)
    for (const { script, why } of misses.slice(0, numberAfter('--show', MAX_SHRUNK))) {
      process.stdout.write(`\n${why}\n${script}\n`)
    }
  }
  rmSync(cwd, { recursive: true, force: true })
  process.stdout.write(`${missed} missed\n`)
  return missed > 0 ? 1 : 0
}

/** Measures and prints; 1 when a program ran unseen, 2 when nothing can be executed here. */
async function run(): Promise<number> {
  const problem = sandboxProblem()
  if (problem !== null) {
    process.stdout.write(`Nothing was executed: ${problem}.\n`)
    return 2
  }
  const seed = numberAfter('--seed', Date.now() % 1_000_000_000)
  if (process.argv.includes('--tables')) return runTables(numberAfter('--tables', 10_000), seed)
  const scripts = numberAfter('--scripts', 10_000)
  const workers = numberAfter('--workers', 2)
  const mutated = process.argv.includes('--mutated')
  process.stdout.write(`${scripts} scripts from seed ${seed}\n`)
  const { misses, ...figures } = await measureAgreement({ scripts, seed, workers, mutated })
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  for (const miss of misses.slice(0, numberAfter('--show', MAX_SHRUNK))) {
    const { script, why } = await shrinkMiss(miss)
    process.stdout.write(`\nseed ${miss.seed}: ${why}\n${script}\n`)
  }
  process.stdout.write(`${misses.length} missed\n`)
  return misses.length > 0 ? 1 : 0
}

process.exitCode = await run()
