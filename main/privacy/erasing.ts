import { readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { brand } from '../../shared/brand.ts'
import type { Holder, Receipt } from '../../shared/privacy/model.ts'
import { partNamed, partNames } from '../../shared/privacy/part-names.ts'
import type { Clock } from '../kit/clock.ts'
import { type DataOwner, type Removal, StaysError } from '../kit/data-owner.ts'
import type { Logger } from '../kit/logger.ts'
import { systemCode } from '../kit/system-code.ts'
import { type ErasePlan, lookAt, planPath } from './erase-plan.ts'
import { filesBelow, isLink, ownFolders } from './home-files.ts'

/** The scope of an erasure of everything. */
export const everything = 'everything'

/** What erasing needs from the house. */
export interface ErasingDeps {
  readonly home: string
  readonly owners: readonly DataOwner[]
  readonly clock: Clock
  readonly logger: Logger
  readonly newId: () => string
  /** Names the parts that must not be erased now. */
  isBusy(owner: string): boolean
  /** Who outside this machine may hold something. */
  others(): Promise<readonly Holder[]>
}

type Stay = Receipt['stays'][number]

interface Erased {
  readonly owner: string
  readonly removed: readonly Removal[]
  readonly stays: readonly Stay[]
}

async function eraseOne(owner: DataOwner, deps: ErasingDeps, plan: ErasePlan): Promise<Erased> {
  const { name } = owner
  if (deps.isBusy(name)) {
    const why = 'Sessions are running. Stop them, then erase again.'
    return { owner: name, removed: [], stays: [{ what: name, why, failed: true }] }
  }
  const done = await tryErasing(owner, deps)
  const look = await lookAt(owner)
  if (look.status === 'failed') {
    deps.logger.error('a part cannot be listed', { owner: name, error: look.error })
    return notListed(owner, { ...done, cause: systemCode(look.error) })
  }
  const left = look.files
  const isLeft = new Set(left.map(({ path }) => path))
  const told = new Set(done.removed.map(({ path }) => path))
  // What an interrupted erasure had removed before, and what one that failed in the middle did remove.
  const before = (plan.planned[name] ?? []).filter(
    ({ path }) => !isLeft.has(path) && !told.has(path),
  )
  const removed: Removal[] = [...before, ...done.removed]
  const beyond = removed.flatMap(({ path, linkTo }) => (linkTo ? [beyondLink(path, linkTo)] : []))
  const what = left.length === 0 ? name : named(name, [...isLeft])
  if (done.failure !== null) {
    return { owner: name, removed, stays: [{ what, why: done.failure, failed: true }, ...beyond] }
  }
  const why = owner.stays ?? 'It is written anew with its defaults.'
  const failed = owner.leavesNothing === true ? { failed: true } : {}
  const stays = left.length > 0 ? [{ what, why, ...failed }] : []
  return { owner: name, removed, stays: [...stays, ...beyond] }
}

const beyondLink = (path: string, linkTo: string): Stay => ({
  what: linkTo,
  why: `${path} was a link to it. Only the link was removed.`,
})

interface Tried {
  readonly removed: readonly Removal[]
  /** Why it failed, as a sentence for the receipt; null where it did not. */
  readonly failure: string | null
}

/** What cannot be listed cannot be shown to be gone. */
function notListed({ name }: DataOwner, tried: Tried & { readonly cause: string }): Erased {
  const { removed, failure, cause } = tried
  const why = `${failure ? `${failure} ` : ''}What is left of it could not be read (${cause}).`
  return { owner: name, removed, stays: [{ what: name, why, failed: true }] }
}

async function tryErasing(owner: DataOwner, deps: ErasingDeps): Promise<Tried> {
  try {
    return { removed: await owner.erase(), failure: null }
  } catch (error) {
    // One part that cannot be removed must not keep the others.
    deps.logger.error('erasing failed', { owner: owner.name, error })
    return { removed: [], failure: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof StaysError) return error.why
  const cause = systemCode(error)
  return cause === 'EFTYPE'
    ? 'Something that is no plain file lies in its place. Move that away, then erase it again.'
    : `It could not be removed (${cause}). Erase it again.`
}

const mostNamed = 3

function named(owner: string, paths: readonly string[]): string {
  const more = paths.length > mostNamed ? ` and ${paths.length - mostNamed} more` : ''
  return `${owner} (${paths.slice(0, mostNamed).join(', ')}${more})`
}

/** Files of the home that no part answers for, by the first two names of their path. */
async function strangers(deps: ErasingDeps): Promise<readonly Stay[]> {
  try {
    return await lookForStrangers(deps)
  } catch (error) {
    deps.logger.error('the home cannot be searched', { error })
    const why = `The folder could not be searched (${systemCode(error)}), so what else lies in it is not told.`
    return [{ what: deps.home, why, failed: true }]
  }
}

async function lookForStrangers({ home, owners }: ErasingDeps): Promise<readonly Stay[]> {
  const looks = await Promise.all(owners.map(lookAt))
  const isWhole = looks.every(({ status }) => status === 'ok')
  const held = looks.flatMap((look) => (look.status === 'ok' ? look.files : []))
  const ours = new Set(held.map(({ path }) => path))
  const groups = new Map<string, number>()
  for await (const { path } of filesBelow(home)) {
    if (ours.has(path) || path === planPath) continue
    const group = path.split('/').slice(0, 2).join('/')
    groups.set(group, (groups.get(group) ?? 0) + 1)
  }
  const told = [...groups].map(([what, count]) => ({
    what: count === 1 ? what : `${what} (${count} files)`,
    why: whyNoted(what, owners) ?? whyStranger(what, isWhole),
  }))
  return [...told, ...(await ownLinks(home)), { what: 'desktop/owner.*', why: whyOwner }]
}

/** The app's own two folders may lie elsewhere; what it wrote there went, and they stay. */
async function ownLinks(home: string): Promise<readonly Stay[]> {
  const stays: Stay[] = []
  for (const what of ownFolders) {
    if (!(await isLink(join(home, what)))) continue
    const why = `It is a link to ${await readlink(join(home, what))}, where this app keeps its files. Remove both where you want them gone.`
    stays.push({ what, why })
  }
  return stays
}

const whyGuard = 'The running app answers agents in terminals by it. It goes when the app ends.'
const whyOwner = 'The lock of the running program. It goes with the folder.'

/** A part that lists its things one by one keeps an account of them in a file of its own. */
function whyNoted(path: string, owners: readonly DataOwner[]): string | null {
  const isOf = ({ markers = [] }: DataOwner) => markers.some(({ pattern }) => pattern === path)
  const part = owners.find(isOf)?.name
  if (part === undefined) return null
  const shown = partNames[partNamed(part) ?? 'settings']
  return `It notes what stays of “${shown}”, and goes with that.`
}

function whyStranger(path: string, isWhole: boolean): string {
  if (/^logs\/bouncer-audit\.head/.test(path)) return 'Confirms the end of the new record.'
  if (/^guard\/(?:guard\.sock|running\.json)$/.test(path)) return whyGuard
  const isOurs = path.startsWith('desktop/')
  // Another part could not be listed, and this may be of it.
  if (isOurs && !isWhole) return 'It was not erased. It goes with the folder.'
  if (isOurs) return 'No part of this app keeps it, so it was left. It goes with the folder.'
  return 'This app did not write it and leaves it alone.'
}

/** Erases the given parts in their order and tells what went, what stayed and why, and what others hold. */
export async function eraseParts(
  parts: readonly DataOwner[],
  plan: ErasePlan,
  deps: ErasingDeps,
): Promise<Receipt> {
  const { id, scope } = plan
  // Whom the person had said yes to goes with the first parts; a plan knows it from before.
  const others = plan.others ?? [...(await deps.others())]
  const erased: Erased[] = []
  for (const owner of parts) erased.push(await eraseOne(owner, deps, plan))
  const stays = erased.flatMap((one) => one.stays)
  return {
    id,
    at: deps.clock.now(),
    version: brand.version,
    home: deps.home,
    scope,
    gone: erased
      .filter(({ removed }) => removed.length > 0)
      .map(({ owner, removed }) => ({
        owner,
        files: removed.map(({ path, bytes, note }) => ({ path, bytes, ...(note ? { note } : {}) })),
        bytes: removed.reduce((sum, { bytes }) => sum + bytes, 0),
      })),
    stays: scope === everything ? [...stays, ...(await strangers(deps))] : stays,
    others,
  }
}
