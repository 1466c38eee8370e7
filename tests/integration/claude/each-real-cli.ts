import { describe } from 'vitest'
import { pinnedClis, type RealCli, realClis } from './real-cli.ts'

/** Runs tests with each pinned program; those of an absent one count as skipped and say why. */
export function eachRealCli(title: string, tests: (cli: RealCli) => void): void {
  for (const cli of pinnedClis) {
    const isThere = realClis.includes(cli)
    const why = isThere ? '' : ' (skipped: not in .cache/claude, which npm test fills)'
    describe.skipIf(!isThere)(`${title} ${cli.version}${why}`, () => tests(cli))
  }
}
