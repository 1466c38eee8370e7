import { relative } from 'node:path'
import type { CopyPlan, LossPart, NoCopyReason, Preview } from '../../../shared/bouncer/undo.ts'
import { shownText } from './shown-text.ts'
import type { Stock } from './take-stock.ts'
import type { FileThing, Thing } from './thing.ts'

/** How much a copy may take. */
export interface CopyLimits {
  /** Most bytes of one copy; 0 keeps none. */
  readonly callBytes: number
  /** Bytes that are left for one more copy when older ones make room. */
  readonly roomBytes: number
}

/** A preview without its question and its state. */
export type Summary = Omit<Preview, 'inboxId' | 'status'>

const MAX_NAMES = 40
const MAX_PARTS = 6
const MAX_LINES = 8

/** Rebuildable things are copied only while they are few and small. */
const MAX_REBUILDABLE_BYTES = 50_000_000
const MAX_REBUILDABLE_FILES = 2_000

/** Puts what was found into numbers and names, and says what a copy of it would be. */
export function summarise(
  stock: Stock,
  at: { readonly workspace: string; readonly limits: CopyLimits },
): Summary {
  const files = stock.things.filter((thing) => thing.type === 'file')
  const isOfGit = ({ path }: FileThing) => path.includes('/.git/')
  const alone = files.filter(isOnlyHere)
  // What makes up a repository says nothing to a person by its names.
  const only = [...alone.filter((file) => !isOfGit(file)), ...alone.filter(isOfGit)]
  const lost = stock.repositories
  return {
    files: files.length,
    bytes: sizeOf(files),
    folders: countOf(stock.things, 'folder'),
    links: countOf(stock.things, 'link'),
    untracked: files.filter(({ standing }) => standing === 'untracked').length,
    ignored: files.filter(({ standing }) => standing === 'ignored').length,
    changed: files.filter(({ standing }) => standing === 'changed').length,
    parts: partsOf(files),
    onlyHere: only.slice(0, MAX_NAMES).map(({ path }) => shownText(nameOf(path, at.workspace))),
    commits: stock.commits + lost.reduce((sum, { commits }) => sum + commits, 0),
    commitLines: [...stock.commitLines, ...lost.flatMap(({ commitLines }) => commitLines)]
      .slice(0, MAX_LINES)
      .map(shownText),
    staged: lost.flatMap(({ staged }) => staged.slice(0, MAX_LINES).map(shownText)),
    mounts: stock.mounts.map(shownText),
    unknown: [...stock.unknown],
    copy: copyPlan(stock, at.limits),
  }
}

function nameOf(path: string, workspace: string): string {
  const name = relative(workspace, path)
  return name.startsWith('..') || name === '' ? path : name
}

function sizeOf(files: readonly FileThing[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}

function countOf(things: readonly Thing[], type: Thing['type']): number {
  return things.filter((thing) => thing.type === type).length
}

/** True for a file that neither git has nor a tool makes again. */
function isOnlyHere({ standing, rebuildable }: FileThing): boolean {
  return standing !== 'committed' && rebuildable === null
}

function kindOf(file: FileThing): LossPart['kind'] {
  if (isOnlyHere(file)) return 'only-here'
  return file.rebuildable === null ? 'in-git' : 'rebuildable'
}

function partsOf(files: readonly FileThing[]): LossPart[] {
  const parts = new Map<string, LossPart>()
  for (const file of files) {
    const kind = kindOf(file)
    const name = kind === 'rebuildable' ? (file.rebuildable ?? '') : ''
    const { files: number = 0, bytes = 0 } = parts.get(`${kind} ${name}`) ?? {}
    parts.set(`${kind} ${name}`, { kind, name, files: number + 1, bytes: bytes + file.size })
  }
  const sorted = [...parts.values()].sort((left, right) => right.bytes - left.bytes)
  const rest = sorted.filter(({ kind }) => kind === 'rebuildable').slice(MAX_PARTS)
  const shown = sorted.filter((part) => !rest.includes(part))
  const total = (of: 'files' | 'bytes') => rest.reduce((sum, part) => sum + part[of], 0)
  if (rest.length === 0) return shown
  return [...shown, { kind: 'rebuildable', name: '', files: total('files'), bytes: total('bytes') }]
}

/** What is copied of a stock; rebuildable things only where they cost little. */
export interface CopyChoice {
  readonly files: readonly FileThing[]
  readonly leavesOut: readonly string[]
}

/** Chooses what of the files goes into a copy. */
export function chooseFiles(stock: Stock, capBytes: number): CopyChoice {
  const files = stock.things.filter((thing) => thing.type === 'file')
  const made = files.filter(({ rebuildable }) => rebuildable !== null)
  const isSmall =
    made.length <= MAX_REBUILDABLE_FILES &&
    sizeOf(made) <= MAX_REBUILDABLE_BYTES &&
    sizeOf(files) <= capBytes
  if (isSmall) return { files, leavesOut: [] }
  const names = [...new Set(made.map(({ rebuildable }) => rebuildable ?? ''))]
  return { files: files.filter(({ rebuildable }) => rebuildable === null), leavesOut: names }
}

/** Says what copy would be kept of a stock. */
export function copyPlan(stock: Stock, limits: CopyLimits): CopyPlan {
  const { mounts, repositories } = stock
  // What lies on another machine is no loss of this one, and where there is no repository git does nothing.
  const isUnknown = stock.unknown.includes('path') || stock.unknown.includes('version-control')
  if (isNothing(stock)) {
    if (mounts.length > 0) return { kind: 'none', why: 'elsewhere' }
    return isUnknown ? { kind: 'none', why: 'unknown' } : { kind: 'nothing' }
  }
  const why = whyNone(stock, limits)
  if (why !== null) return { kind: 'none', why }
  const { files, leavesOut } = chooseFiles(stock, limits.callBytes)
  if (files.length === 0 && leavesOut.length > 0 && !hasState(stock)) {
    return { kind: 'none', why: 'rebuildable' }
  }
  const packed = repositories.reduce((sum, { commitBytes }) => sum + commitBytes, 0)
  const bytes = sizeOf(files) + packed
  if (bytes > limits.callBytes) return { kind: 'too-large', bytes, capBytes: limits.callBytes }
  if (bytes > limits.roomBytes) return { kind: 'none', why: 'no-room' }
  const isPart = isUnknown || mounts.length > 0
  return { kind: 'kept', files: files.length, bytes, leavesOut: leavesOut.map(shownText), isPart }
}

/** Whether names of a repository are part of it. */
function hasState({ repositories }: Stock): boolean {
  return repositories.some(
    ({ refs, stashes, added }) => refs.length + stashes.length + added.length > 0,
  )
}

function isNothing(stock: Stock): boolean {
  return stock.things.length === 0 && !hasState(stock) && stock.isWhole
}

function whyNone(stock: Stock, { callBytes }: CopyLimits): NoCopyReason | null {
  if (callBytes === 0) return 'off'
  if (!stock.isWhole) return 'not-counted'
  return stock.unreadable.length > 0 ? 'unreadable' : null
}
