import { measureAgreement, shrinkMiss } from './agreement.ts'
import { sandboxProblem } from './sandbox.ts'

const MAX_SHRUNK = 10

function numberAfter(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name)
  const given = Number(process.argv[at + 1])
  return at < 0 || !Number.isSafeInteger(given) ? otherwise : given
}

/** Measures and prints; 1 when a program ran unseen, 2 when nothing can be executed here. */
async function run(): Promise<number> {
  const problem = sandboxProblem()
  if (problem !== null) {
    process.stdout.write(`Nothing was executed: ${problem}.\n`)
    return 2
  }
  const scripts = numberAfter('--scripts', 10_000)
  const seed = numberAfter('--seed', Date.now() % 1_000_000_000)
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
