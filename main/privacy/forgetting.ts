import { constants, type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Secret } from '../../shared/kit/secret.ts'
import type { SecretFindings } from '../../shared/privacy/model.ts'
import { partNamed, partNames } from '../../shared/privacy/part-names.ts'
import type { DataOwner, ForgetFindings } from '../kit/data-owner.ts'
import { createForgetting, type Forgetting } from '../kit/forget-secret.ts'
import type { Logger } from '../kit/logger.ts'
import { isMissing, systemCode } from '../kit/system-code.ts'
import { formatOf } from './describe-files.ts'
import { filesBelow, keptFolders } from './home-files.ts'

const chunkBytes = 1024 * 1024

/** What forgetting needs from the house. */
export interface ForgettingDeps {
  readonly home: string
  readonly owners: readonly DataOwner[]
  readonly logger: Logger
}

/** Finds a secret in everything this app keeps and takes it out with `replace`; the secret is held for this call only. */
export async function forgetSecret(
  secret: Secret,
  mode: 'find' | 'replace',
  deps: ForgettingDeps,
): Promise<SecretFindings> {
  const forgetting = createForgetting(secret)
  const told: ForgetFindings[] = []
  for (const owner of deps.owners) told.push(await ask(owner, { forgetting, mode }, deps.logger))
  const found = told.flatMap((one) => one.found)
  const stays = told.flatMap((one) => one.stays)
  const rewritten =
    mode === 'find' ? found.flatMap(({ path, inFiles = [] }) => [path, ...inFiles]) : []
  const known = new Set([...rewritten, ...stays.map(({ path }) => path)])
  // The parts have looked into what they know; this looks at every byte of the home that is ours.
  const unknown = (await filesWith(forgetting, deps.home)).filter((path) => !known.has(path))
  return {
    found: found.map(({ path, places }) => ({ path, places })),
    stays: [...stays, ...unknown.map((path) => ({ path, why: whyStays(path, deps.owners) }))],
  }
}

async function ask(
  owner: DataOwner,
  { forgetting, mode }: { readonly forgetting: Forgetting; readonly mode: 'find' | 'replace' },
  logger: Logger,
): Promise<ForgetFindings> {
  try {
    return (await owner.forget?.(forgetting, mode)) ?? { found: [], stays: [] }
  } catch (error) {
    logger.error('forgetting failed', { owner: owner.name, cause: systemCode(error) })
    const why = `It could not be rewritten (${systemCode(error)}) and is as before. Do it again.`
    return { found: [], stays: [{ path: owner.name, why }] }
  }
}

function whyStays(path: string, owners: readonly DataOwner[]): string {
  if (path.startsWith('desktop/window/')) {
    return 'The window’s engine keeps it. Close the app and remove the folder desktop/window.'
  }
  if (path.startsWith('policies/')) return 'Your own rules are yours to change. Edit the file.'
  // A pattern that begins with anything is of entries, or of what any part may leave.
  const part = owners.find((one) => formatOf(one, path)?.pattern.startsWith('*') === false)?.name
  if (part === undefined) return whyStranger
  const shown = partNames[partNamed(part) ?? 'settings']
  if (part === 'settings') return `Change it in the settings, or erase “${shown}” under Privacy.`
  return `It is not rewritten. Erase “${shown}” under Privacy.`
}

const whyStranger =
  'No part of this app keeps this file, so it is not rewritten. Open it and take the secret out, or remove it.'

async function filesWith(forgetting: Forgetting, home: string): Promise<readonly string[]> {
  const paths: string[] = []
  for (const folder of keptFolders) {
    for await (const { path } of filesBelow(home, folder)) {
      if (await holdsAny(join(home, path), forgetting.needles)) paths.push(path)
    }
  }
  return paths
}

async function holdsAny(path: string, needles: readonly Buffer[]): Promise<boolean> {
  try {
    // A link may lead anywhere, also to the lock that closing would let go, and a pipe would never answer.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
    const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      return await search(file, needles)
    } finally {
      await file.close()
    }
  } catch (error) {
    // What vanished, cannot be read or is no file (a socket, a dangling link) holds nothing we could name.
    if (isMissing(error) || /^E(?:ACCES|PERM|NXIO|ISDIR|LOOP)$/.test(systemCode(error)))
      return false
    throw error
  }
}

async function search(file: FileHandle, needles: readonly Buffer[]): Promise<boolean> {
  const longest = Math.max(...needles.map(({ length }) => length))
  const buffer = Buffer.alloc(chunkBytes + longest)
  let carried = 0
  for (;;) {
    const { bytesRead } = await file.read(buffer, carried, chunkBytes)
    if (bytesRead === 0) return false
    const filled = buffer.subarray(0, carried + bytesRead)
    if (needles.some((needle) => filled.includes(needle))) return true
    // A needle may lie across two chunks.
    carried = Math.min(longest - 1, filled.length)
    filled.copy(buffer, 0, filled.length - carried)
  }
}
