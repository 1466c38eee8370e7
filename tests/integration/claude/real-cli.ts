import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A real Claude Code of one version, as the test set-up fetches it. */
export interface RealCli {
  readonly version: string
  readonly program: string
}

const CACHE = fileURLToPath(new URL('../../../.cache/claude/', import.meta.url))

const PINS = fileURLToPath(new URL('../../../tooling/claude-versions.json', import.meta.url))

interface Pins {
  readonly package: string
  readonly oldest: string
  readonly current: string
  /** A version that the driver must refuse; never fetched. */
  readonly tooOld: string
}

/** The pins of `tooling/claude-versions.json`. */
export const pinned: Pins = JSON.parse(readFileSync(PINS, 'utf8'))

/** The pinned programs, oldest first, whether they are there or not. */
export const pinnedClis: readonly RealCli[] = [pinned.oldest, pinned.current].map((version) => ({
  version,
  program: join(CACHE, version, 'node_modules', ...pinned.package.split('/'), 'bin', 'claude.exe'),
}))

/** Those of the pinned programs that are there, oldest first. */
export const realClis: readonly RealCli[] = pinnedClis.filter(({ program }) => existsSync(program))
