import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** What the tools read; a scratch house gets copies, so that the real settings are what is tested. */
const SETTINGS = [
  'package.json',
  'biome.json',
  'knip.json',
  '.dependency-cruiser.mjs',
  'tsconfig.json',
  'tsconfig.base.json',
  ...['main', 'preload', 'renderer', 'shared', 'platform', 'tooling', 'tests'].map(
    (tree) => `${tree}/tsconfig.json`,
  ),
  'tooling/architecture.mjs',
  'tooling/types',
]

/** A small copy of the house in a folder of its own, into which violations are planted. */
export interface ScratchHouse {
  readonly path: string
  /** Runs a tool of node_modules there; gives back what it printed, whether it failed or not. */
  run(script: string, ...args: string[]): string
  remove(): void
}

/** Writes the files (path to text) beside copies of the real settings. */
export function createScratchHouse(files: Readonly<Record<string, string>>): ScratchHouse {
  const path = mkdtempSync(join(tmpdir(), 'house-'))
  for (const setting of SETTINGS)
    cpSync(join(root, setting), join(path, setting), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'), 'junction')
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return {
    path,
    run(script, ...args) {
      try {
        return execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
          cwd: path,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
          maxBuffer: 50_000_000,
          timeout: 90_000,
        })
      } catch (error) {
        // A tool that finds something exits with 1; what it printed is what the test wants.
        if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') {
          return error.stdout
        }
        throw error
      }
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
