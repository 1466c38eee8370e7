import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import versions from '../../../tooling/claude-versions.json' with { type: 'json' }

/** A real Claude Code of one version, as the test set-up fetches it. */
export interface RealCli {
  readonly version: string
  readonly program: string
}

const CACHE = fileURLToPath(new URL('../../../.cache/claude/', import.meta.url))

const places = [versions.oldest, versions.current].map((version) => ({
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

/** The real programs that are there, oldest first. */
export const realClis: readonly RealCli[] = places.filter(({ program }) => existsSync(program))

/** Names those that are not there, for the title of a skipped test; empty when all are. */
export const missingClis: readonly string[] = places
  .filter(({ program }) => !existsSync(program))
  .map(({ version }) => `Claude Code ${version} is not in .cache/claude (npm test fetches it)`)

/** The pins of `tooling/claude-versions.json`. */
export const pinned = versions
