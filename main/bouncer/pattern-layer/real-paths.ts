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

/**
 * Where a path leads through links that the session made, for as long as nobody looked: they lie in
 * the project and lead out of it, so following them can only make a judgement stricter.
 */
export function linkedPath(
  path: string,
  from: string,
  links: readonly (ReadonlyMap<string, string> | undefined)[],
): string {
  for (const known of links) {
    const found = known && known.size > 0 ? linkOn(from, known) : null
    if (found) return (found.target === '/' ? '' : found.target) + path.slice(found.end)
  }
  return path
}

function linkOn(path: string, links: ReadonlyMap<string, string>) {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const target = links.get(path.slice(0, end))
    if (target !== undefined) return { target, end }
  }
  return null
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
