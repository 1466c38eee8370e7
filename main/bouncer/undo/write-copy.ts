import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Copy, CopyPlan } from '../../../shared/bouncer/undo.ts'
import { isMissing, systemCode } from '../../kit/system-code.ts'
import type { RepositoryLoss } from './git-stock.ts'
import { writeHead, writeKept } from './kept-files.ts'
import type { KeptRepository, KeptThing, StorePlaces } from './kept-things.ts'
import { createPackWriter, openPool, type PackWriter } from './pool.ts'
import type { SafeGit } from './safe-git.ts'
import { type CopyLimits, chooseFiles, copyPlan } from './summarise.ts'
import type { Stock } from './take-stock.ts'
import type { FileThing, Thing } from './thing.ts'

/** What a copy is called and for whom it is made; its numbers come from what is copied. */
export type CopyHead = Pick<
  Copy,
  'id' | 'madeAt' | 'sessionId' | 'callId' | 'inboxId' | 'reason' | 'tool' | 'title' | 'workspace'
>

/** What came of keeping a copy. */
export type KeepOutcome =
  | { readonly status: 'kept'; readonly copy: Copy }
  | { readonly status: 'not-kept'; readonly plan: CopyPlan }
  /** The system's code, or a sentence. */
  | { readonly status: 'failed'; readonly why: string }

/** With what a copy is made. */
export interface CopyGround {
  readonly git: SafeGit
  readonly places: StorePlaces
  readonly limits: CopyLimits
}

/** Copies a stock into the store; it counts only once its last file is written and synced. */
export async function writeCopy(
  stock: Stock,
  head: CopyHead,
  ground: CopyGround,
): Promise<KeepOutcome> {
  const plan = copyPlan(stock, ground.limits)
  if (plan.kind !== 'kept') return { status: 'not-kept', plan }
  const { places } = ground
  let pack: PackWriter | null = null
  try {
    pack = createPackWriter(places.packs, head.id, openPool(places.packs))
    const { things, leavesOut } = keepThings(stock, pack, ground.limits)
    const repositories: KeptRepository[] = []
    for (const lost of stock.repositories)
      repositories.push(await keepRepository(lost, pack, ground))
    await pack.finish()
    pack = null
    const copy = copyOf(head, { things, repositories, leavesOut })
    await writeKept(places, copy.id, { things: [...things], repositories })
    await writeHead(places, copy)
    return { status: 'kept', copy }
  } catch (error) {
    pack?.abandon()
    return {
      status: 'failed',
      why: systemCode(error) === 'Error' ? messageOf(error) : systemCode(error),
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A copy may not take much more than was said before it. */
const GROWTH = 1.1

function keepThings(stock: Stock, pack: PackWriter, { callBytes }: CopyLimits) {
  const { files, leavesOut } = chooseFiles(stock, callBytes)
  const chosen = new Set<Thing>(files)
  // An empty tree of what tools make again would only mislead them.
  const isLeftOut = (path: string) =>
    leavesOut.length > 0 && path.split('/').some((part) => leavesOut.includes(part))
  const things: KeptThing[] = []
  for (const thing of stock.things) {
    const isPlain = thing.type === 'folder' || thing.type === 'link'
    if (isPlain && !isLeftOut(thing.path)) things.push(thing)
    const file = thing.type === 'file' && chosen.has(thing) ? keepFile(thing, pack) : null
    if (file) things.push(file)
    if (pack.bytes > callBytes * GROWTH) throw new Error('it grew while it was copied')
  }
  return { things, leavesOut }
}

/** Null for a file that is gone by now: nothing can destroy it any more. */
function keepFile({ path, mode, mtimeMs }: FileThing, pack: PackWriter): KeptThing | null {
  try {
    const { hash, size } = pack.addFile(path)
    return { type: 'file', path, mode, mtimeMs, size, hash }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function keepRepository(
  lost: RepositoryLoss,
  pack: PackWriter,
  { git }: CopyGround,
): Promise<KeptRepository> {
  const { root, gitFolder, verb, branch, head, refs, stashes, added } = lost
  const indexFile = join(gitFolder, 'index')
  const hasIndex = lost.keepsIndex && existsSync(indexFile)
  return {
    ...{ root, gitFolder, verb, branch, head },
    ...{ refs: [...refs], stashes: [...stashes], added: [...added] },
    index: hasIndex ? pack.addFile(indexFile).hash : null,
    pack: lost.wanted.length > 0 ? await keepCommits(git, lost, pack) : null,
  }
}

/** Uncompressed and without deltas, so that a secret can be found in it. */
const PACK_ARGS = ['-c', 'core.compression=0', '-c', 'pack.compression=0', 'pack-objects', '--revs']
const PACK_MORE = [
  '--stdout',
  '--window=0',
  '--depth=0',
  '--no-reuse-delta',
  '--no-reuse-object',
  '-q',
]

async function keepCommits(git: SafeGit, lost: RepositoryLoss, pack: PackWriter): Promise<string> {
  const pieces = pack.addPieces()
  const input = `${lost.wanted.join('\n')}\n`
  const args = [...PACK_ARGS, ...PACK_MORE]
  const isWhole = await git.stream(lost.root, { args, input }, (part) => pieces.take(part))
  const hash = pieces.end(isWhole)
  if (!isWhole) throw new Error('its commits could not be copied')
  return hash
}

function copyOf(
  head: CopyHead,
  kept: {
    readonly things: readonly KeptThing[]
    readonly repositories: readonly KeptRepository[]
    readonly leavesOut: readonly string[]
  },
): Copy {
  const files = kept.things.filter((thing) => thing.type === 'file')
  return {
    ...head,
    files: files.length,
    folders: kept.things.filter(({ type }) => type === 'folder').length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    git: kept.repositories.map(({ root, verb }) => ({ root, verb })),
    leavesOut: [...kept.leavesOut],
    forgotten: 0,
    restoredAt: null,
  }
}
