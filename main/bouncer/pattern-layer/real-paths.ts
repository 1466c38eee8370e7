import type { Facts } from '../../../shared/bouncer/model.ts'

/** Where a path really leads, as far as facts say; the path itself when they say nothing. */
export function realPath(facts: Facts | undefined, path: string): string {
  const known = facts?.realPaths
  if (!known) return path
  const own = Object.hasOwn(known, path) ? known[path] : undefined
  return own ?? belowReal(known, path)
}

/**
 * The name itself with its folder made real: what deleting or renaming a link touches. Where only
 * the whole path was looked up, that counts, as the stricter reading.
 */
export function realEntry(facts: Facts | undefined, path: string): string {
  const known = facts?.realPaths
  if (!known) return path
  const cut = path.lastIndexOf('/')
  const folder = path.slice(0, cut) || '/'
  const real = Object.hasOwn(known, folder) ? known[folder] : undefined
  if (real !== undefined) return `${real === '/' ? '' : real}${path.slice(cut)}`
  return realPath(facts, path)
}

function belowReal(known: Readonly<Record<string, string>>, path: string): string {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end)
    if (!Object.hasOwn(known, folder)) continue
    const real = known[folder] ?? folder
    return `${real === '/' ? '' : real}${path.slice(end)}`
  }
  return path
}
