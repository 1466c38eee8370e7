import { isKnown, UNKNOWN } from '../scene.ts'
import { linesOf, type TextFilter } from './text-filters.ts'

/** Most lines that are looked at. */
const MAX_LINES = 64

/** What a pattern prints when it is echoed: what it finds differs from it in its wildcards only. */
export function foundBy(pattern: string): string {
  const text = pattern.replace(/[*?]+|\[[^\]/]*\]/g, UNKNOWN)
  return /[[\](){}|\\!+@]/.test(text) ? UNKNOWN : text
}

/**
 * What a filter leaves of paths whose folder is known and whose name is not: they stay in that
 * folder where the filter does not touch it and puts nothing in that leads elsewhere.
 */
export function inKnownFolders(text: string, filter: TextFilter): string | null {
  const lines = linesOf(text)
  if (lines.length === 0 || lines.length > MAX_LINES) return null
  const kept: string[] = []
  for (const line of lines) {
    const folder = folderAfter(line.split(UNKNOWN, 1)[0] ?? '', filter)
    if (folder === null) return null
    kept.push(`${folder}${UNKNOWN}`)
  }
  return `${kept.join('\n')}\n`
}

/** The folder of a path, where the filter leaves it alone. */
function folderAfter(known: string, filter: TextFilter): string | null {
  const folder = known.slice(0, known.lastIndexOf('/') + 1)
  const after = filter(folder === '' ? known : folder)?.replace(/\n$/, '')
  if (after === undefined || known === '' || folder === '/') return null
  if (folder === '') return /^[\w-]/.test(after) && !after.includes('/') ? './' : null
  return after === folder ? folder : null
}

const SUBSTITUTES =
  /^\s*(?:s(?<mark>[^\w\s\\/.])(?:(?!\k<mark>)[^\\]|\\.){0,200}\k<mark>[^/&\\]{0,200}\k<mark>[gI]*|s\/(?:[^\\/]|\\.){0,200}\/[^/&\\]{0,200}\/[gI]*)\s*(?:;|$)/

/** Whether a script of `sed` only puts text into names that cannot lead to another folder. */
export function keepsFolders(script: string): boolean {
  let rest = script
  while (rest.trim() !== '') {
    const found = SUBSTITUTES.exec(rest)?.[0]
    if (found === undefined || /\.\.|\n/.test(found)) return false
    rest = rest.slice(found.length)
  }
  return isKnown(script)
}
