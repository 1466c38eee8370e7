import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe } from 'vitest'
import versions from '../../../tooling/claude-versions.json' with { type: 'json' }

/** A real Claude Code of one version, as the test set-up fetches it. */
export interface RealCli {
  readonly version: string
  readonly program: string
}

const CACHE = fileURLToPath(new URL('../../../.cache/claude/', import.meta.url))

/** The pins of `tooling/claude-versions.json`. */
export const pinned = versions

/** The pinned programs, oldest first, whether they are there or not. */
export const realClis: readonly RealCli[] = [versions.oldest, versions.current].map((version) => ({
  version,
  program: join(
    CACHE,
    version,
    'node_modules',
    ...versions.package.split('/'),
    'bin',
    'claude.exe',
  ),
}))

/** Runs tests with each pinned program; those of an absent one count as skipped and say why. */
export function eachRealCli(title: string, tests: (cli: RealCli) => void): void {
  for (const cli of realClis) {
    const isThere = existsSync(cli.program)
    const why = isThere ? '' : ' (skipped: not in .cache/claude, which npm test fills)'
    describe.skipIf(!isThere)(`${title} ${cli.version}${why}`, () => tests(cli))
  }
}
