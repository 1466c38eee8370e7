import { isKnown, type Stream, UNKNOWN } from '../scene.ts'

const LINE = /^[^\uFFFC\s'"\\]+(?:\/\uFFFC)?$/
const UNNAMED = /\/\uFFFC(?:\n|\0|$)/

/**
 * Paths of unknown names below folders, one a line. A list of all there is names the folders too, so
 * that what happens to each of it counts as happening to them.
 */
export function pathList(folders: readonly string[], everything: boolean): Stream {
  const lines = folders.flatMap((folder) => {
    const bare = folder.length > 1 ? folder.replace(/\/$/, '') : folder
    const below = bare === '/' ? `/${UNKNOWN}` : `${bare}/${UNKNOWN}`
    return everything ? [bare, below] : [below]
  })
  return { text: `${lines.join('\n')}\n`, taint: 0 }
}

/** The lines of a list of paths whose folders are known although names are not; null for other text. */
export function pathLines(text: string | null): string[] | null {
  if (text === null || isKnown(text) || !UNNAMED.test(text)) return null
  const lines = text.split(/[\n\0]/).filter((line) => line !== '')
  return lines.every((line) => LINE.test(line)) ? lines : null
}
