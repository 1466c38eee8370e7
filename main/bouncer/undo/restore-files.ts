import { createHash } from 'node:crypto'
import {
  chmodSync,
  lutimesSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { PlaceState } from '../../../shared/bouncer/undo.ts'
import { makeFolderSync } from '../../kit/make-folder.ts'
import { systemCode } from '../../kit/system-code.ts'
import { freeBeside, hashOf, isSoundPlace } from './compare.ts'
import type { KeptThing } from './kept-things.ts'
import type { Pool } from './pool.ts'
import { stat } from './walk.ts'

/** A kept thing and how it stood when the restore began. */
export interface Placed {
  readonly thing: KeptThing
  readonly state: PlaceState
}

/** What became of the files of a restore. */
export interface FileReport {
  back: number
  same: number
  readonly beside: { path: string; as: string }[]
  readonly failed: { path: string; why: string }[]
}

/** Puts things back: folders first, their times and modes last; one that fails keeps no other from coming back. */
export function restoreFiles(
  placed: readonly Placed[],
  at: { readonly pool: Pool; readonly newer: 'beside' | 'replace' },
): FileReport {
  const report: FileReport = { back: 0, same: 0, beside: [], failed: [] }
  const folders = placed.filter(({ thing }) => thing.type === 'folder')
  const rest = placed.filter(({ thing }) => thing.type !== 'folder')
  const sorted = folders.toSorted((a, b) => a.thing.path.length - b.thing.path.length)
  for (const one of [...sorted, ...rest]) {
    try {
      restoreOne(one, at, report)
    } catch (error) {
      report.failed.push({ path: one.thing.path, why: systemCode(error) })
    }
  }
  for (const { thing, state } of sorted.toReversed()) {
    if (thing.type === 'folder' && state === 'missing') finishFolder(thing, report)
  }
  return report
}

function restoreOne(
  { thing, state }: Placed,
  at: { readonly pool: Pool; readonly newer: 'beside' | 'replace' },
  report: FileReport,
): void {
  if (state === 'lost') {
    const why = isSoundPlace(thing.path)
      ? 'its contents are not in the copy'
      : 'its folder is a link'
    report.failed.push({ path: thing.path, why })
  } else if (state === 'same') {
    report.same += 1
  } else if (state === 'newer' && (at.newer === 'beside' || thing.type === 'folder')) {
    putBeside(thing, at.pool, report)
  } else {
    put(thing, thing.path, at.pool)
    report.back += 1
  }
}

/** A second restore finds what the first one put beside, and leaves it at that. */
function putBeside(thing: KeptThing, pool: Pool, report: FileReport): void {
  if (thing.type === 'folder') {
    report.failed.push({ path: thing.path, why: 'a file has its name' })
    return
  }
  const as = freeBeside(thing.path)
  const before = lastBeside(as)
  if (thing.type === 'file' && before !== null && hashOf(before) === thing.hash) {
    report.beside.push({ path: thing.path, as: before })
    return
  }
  put(thing, as, pool)
  report.beside.push({ path: thing.path, as })
}

/** The name before the first free one; null where the first one is free. */
function lastBeside(free: string): string | null {
  const number = /\.restored-(\d+)(\.[^./]*)?$/.exec(free)
  if (!number) return null
  const before = Number(number[1]) - 1
  return free.replace(/\.restored-\d+/, before === 1 ? '.restored' : `.restored-${before}`)
}

function put(thing: KeptThing, path: string, pool: Pool): void {
  if (!isSoundPlace(path)) throw new Error('its folder is a link')
  if (thing.type === 'folder') {
    makeFolderSync(path, 0o700)
    return
  }
  makeFolderSync(dirname(path))
  if (thing.type === 'link') putLink(thing, path)
  else putFile(thing, path, pool)
}

function putLink({ target }: Extract<KeptThing, { type: 'link' }>, path: string): void {
  if (stat(path)) rmSync(path, { force: true })
  symlinkSync(target, path)
}

/** Written beside its place and moved there in one step, so that it is whole or as before. */
function putFile(thing: Extract<KeptThing, { type: 'file' }>, path: string, pool: Pool): void {
  const bytes = thing.hash === null ? null : pool.read(thing.hash)
  if (bytes === null) throw new Error('its contents are damaged')
  // The same name each time: what a killed restore left goes with the next one.
  const name = createHash('sha256').update(path).digest('hex').slice(0, 16)
  const draft = join(dirname(path), `.restoring-${name}`)
  rmSync(draft, { force: true })
  try {
    // Not synced: the copy stays, and a restore can be done again.
    writeFileSync(draft, bytes, { flag: 'wx', mode: 0o600 })
    chmodSync(draft, thing.mode)
    utimesSync(draft, thing.mtimeMs / 1000, thing.mtimeMs / 1000)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

function finishFolder(thing: Extract<KeptThing, { type: 'folder' }>, report: FileReport): void {
  try {
    chmodSync(thing.path, thing.mode)
    lutimesSync(thing.path, thing.mtimeMs / 1000, thing.mtimeMs / 1000)
  } catch (error) {
    report.failed.push({ path: thing.path, why: systemCode(error) })
  }
}
