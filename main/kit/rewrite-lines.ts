import { stat, utimes } from 'node:fs/promises'
import { replaceFile } from './atomic-file.ts'
import { createPauses } from './pauses.ts'
import { readPlainText } from './plain-file.ts'
import { isMissing } from './system-code.ts'

/** What rewriting a file of lines came to. */
export interface Rewritten {
  readonly changed: number
  readonly dropped: number
  /** How much shorter the file is now. */
  readonly bytesGone: number
}

const untouched: Rewritten = { changed: 0, dropped: 0, bytesGone: 0 }

/** Passes each line through `change` (null drops it) and replaces the file in one step when that makes a difference; a missing file has no lines. */
export async function rewriteLines(
  path: string,
  change: (line: string) => string | null,
  options: { readonly dryRun?: boolean } = {},
): Promise<Rewritten> {
  const before = await textOf(path)
  if (before === '') return untouched
  const lines = before.split('\n')
  const last = lines.pop() ?? ''
  const pause = createPauses()
  const after: (string | null)[] = []
  for (const line of lines) {
    await pause()
    after.push(change(line))
  }
  // What no newline ends yet is passed through as well, so that nothing is overlooked.
  const rest = last === '' ? '' : (change(last) ?? '')
  const changed = after.filter((line, at) => line !== null && line !== lines[at]).length
  const dropped = after.filter((line) => line === null).length
  const restChanged = rest === last ? 0 : 1
  if (changed + dropped + restChanged === 0) return untouched
  const text = after.flatMap((line) => (line === null ? [] : [`${line}\n`])).join('') + rest
  const bytesGone = Buffer.byteLength(before) - Buffer.byteLength(text)
  if (!options.dryRun) await replaceKeepingTime(path, text)
  return { changed: changed + restChanged, dropped, bytesGone }
}

/** Ages are told by file times, so a rewrite does not make a file younger. */
async function replaceKeepingTime(path: string, text: string): Promise<void> {
  const { atime, mtime } = await stat(path)
  await replaceFile(path, text)
  await utimes(path, atime, mtime)
}

async function textOf(path: string): Promise<string> {
  try {
    return await readPlainText(path)
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}
