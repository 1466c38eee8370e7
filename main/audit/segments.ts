import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from '../kit/system-code.ts'

/** Name of the file that is written to. */
export const ACTIVE_NAME = 'bouncer-audit.jsonl'
/** Name of the file that holds number and chain value of the last checkpoint. */
export const HEAD_NAME = 'bouncer-audit.head.json'

const SEALED_NAME = /^bouncer-audit\.(\d+)\.jsonl$/

/** One file of the record. */
export interface Segment {
  readonly name: string
  readonly path: string
  readonly bytes: number
  /** Number of its first entry as its name tells; null for the file that is written to. */
  readonly firstEntry: number | null
}

/** Name of a file that is written no more, after its first entry. */
export function sealedName(firstEntry: number): string {
  return `bouncer-audit.${firstEntry}.jsonl`
}

/** Lists the record's files, oldest first, the one that is written to last; a missing folder holds none. */
export async function listSegments(folder: string): Promise<readonly Segment[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const found: Segment[] = []
  for (const name of names) {
    const sealed = SEALED_NAME.exec(name)
    if (!sealed && name !== ACTIVE_NAME) continue
    const path = join(folder, name)
    const { size } = await stat(path)
    found.push({ name, path, bytes: size, firstEntry: sealed ? Number(sealed[1]) : null })
  }
  const order = (segment: Segment) => segment.firstEntry ?? Number.POSITIVE_INFINITY
  return found.sort((a, b) => order(a) - order(b))
}

const indexEnding = '.index'

/** Path of the derived columns beside a file of the record. */
export const indexPath = (path: string): string => path.replace(/\.jsonl$/, indexEnding)

/** Removes a file of the record with what was derived from it. */
export async function removeSegment({ path }: Pick<Segment, 'path'>): Promise<void> {
  await rm(indexPath(path), { force: true })
  await rm(path, { force: true })
}

/** Removes columns whose file is gone, and drafts of them; names of files that are there stay. */
export async function sweepIndexes(folder: string): Promise<void> {
  const names = new Set(await readdir(folder))
  for (const name of names) {
    const index = /^(bouncer-audit\.\d+)\.index(\.[0-9a-f]+\.tmp)?$/.exec(name)
    const isOrphan = index && (index[2] !== undefined || !names.has(`${index[1]}.jsonl`))
    if (isOrphan) await rm(join(folder, name), { force: true })
  }
}
