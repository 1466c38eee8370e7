import type { FileThing } from './thing.ts'

const FOLDERS = new Set(
  'node_modules bower_components dist build out target coverage .next .nuxt .svelte-kit .turbo .parcel-cache .venv venv __pycache__ .pytest_cache .mypy_cache .ruff_cache .tox .gradle .cache .tsbuild .nyc_output DerivedData Pods'.split(
    ' ',
  ),
)
const FILES = /\.(?:pyc|pyo|o|obj|class|tsbuildinfo)$/

/**
 * The folder of things that tools make again, or the file's own ending; null for what nobody makes
 * again. What git has or what git should have is never among them.
 */
export function rebuildableIn(thing: FileThing): string | null {
  if (thing.standing !== 'ignored' && thing.standing !== 'outside') return null
  const parts = thing.path.split('/')
  const folder = parts.slice(0, -1).find((part) => FOLDERS.has(part))
  // A folder of that name outside of any repository may be anything, but for these two.
  if (thing.standing === 'outside') {
    return parts.find((part) => part === 'node_modules' || part === '__pycache__') ?? null
  }
  return folder ?? FILES.exec(thing.path)?.[0] ?? null
}
