import { writeFileSync } from 'node:fs'
import { engineVersion } from '../../main/bouncer/rules/policy.ts'
import { drift, latestScorecard, scorecardFile, shownScorecard, shownText } from './drift.ts'
import { type Score, score } from './scorecard.ts'

const usage = 'Usage: npm run -s scorecard [-- --write]\n'

function lineOf({ name, hits, rows, percent, low, high, shown, bar, met }: Score): string {
  const share = `${String(percent).padStart(5)} % (${low} to ${high}), ${hits} of ${rows}`
  const beside = `shown rows ${shown.percent} %`
  return `  ${name.padEnd(42)} ${share.padEnd(36)} ${met ? 'meets' : 'MISSES'} ${String(bar).padEnd(4)} ${beside}\n`
}

/** Prints the scorecard and its drift; `--write` keeps it as this engine's. Answers 1 when it drifted unwritten. */
function run(args: readonly string[]): number {
  if (args.some((arg) => arg !== '--write')) {
    process.stderr.write(usage)
    return 2
  }
  const now = score()
  for (const line of now.scores) process.stdout.write(lineOf(line))
  const changes = drift(latestScorecard(), now)
  for (const change of changes) process.stdout.write(`  ${change}\n`)
  if (args.includes('--write')) {
    writeFileSync(scorecardFile(engineVersion), `${JSON.stringify(now, null, 2)}\n`)
    writeFileSync(shownScorecard, shownText(now))
    return 0
  }
  return changes.length > 0 ? 1 : 0
}

process.exitCode = run(process.argv.slice(2))
