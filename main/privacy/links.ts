import type { Dirent } from 'node:fs'
import { lstat, readdir, readlink, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type DataOwner, type HeldData, type Removal, StaysError } from '../kit/data-owner.ts'
import { isMissing, systemCode } from '../kit/system-code.ts'
import { isMatch } from './describe-files.ts'
import { isLink, isOwnFolder, keptFolders } from './home-files.ts'

/** A link where files of a part should lie. */
interface Link {
  /** Relative to the home folder. */
  readonly path: string
  readonly target: string
  readonly bytes: number
  /** True where all that the part keeps would lie behind it. */
  readonly isWhole: boolean
}

/** Keeps a part from following links of the home: each is exported as its name and target, erased as a link, and nothing behind it is touched. */
export function withoutLinks(owner: DataOwner, home: string): DataOwner {
  const find = () => linksOf(owner, home)
  return {
    ...owner,
    async *export() {
      const links = await find()
      for (const { path, target, bytes } of links) {
        yield { path, bytes, read: async () => linkText(target) }
      }
      if (links.some(({ isWhole }) => isWhole)) return
      for await (const held of owner.export()) if (!isBehind(links, held)) yield held
    },
    async erase() {
      const links = await find()
      const whole = links.find(({ isWhole }) => isWhole)
      if (whole && owner.keepsLinkedFolder) throw new StaysError(whyKept(whole))
      for (const { path } of links) await unlink(join(home, path))
      const removed = await owner.erase()
      return [
        ...links.map(({ path, bytes, target }) => ({ path, bytes, linkTo: target })),
        ...removed.filter((one) => !isBehind(links, one)),
      ]
    },
    async retain(now) {
      const links = await find()
      return links.some(({ isWhole }) => isWhole) ? [] : owner.retain(now)
    },
    async forget(secret, mode) {
      const links = await find()
      const stays = links.map((link) => ({ path: link.path, why: whyNotSearched(link) }))
      if (links.some(({ isWhole }) => isWhole)) return { found: [], stays }
      const told = await owner.forget?.(secret, mode)
      return { found: told?.found ?? [], stays: [...stays, ...(told?.stays ?? [])] }
    },
  }
}

/** What an export holds in the place of a link. */
export function linkText(target: string): Uint8Array {
  return Buffer.from(`${JSON.stringify({ linkTo: target })}\n`)
}

const whyKept = ({ path, target }: Link) =>
  `${path} is a link to ${target}, and what lies behind a link is left alone. Put the folder itself in its place, then erase again.`

const whyNotSearched = ({ target }: Link) =>
  `It is a link to ${target}. What lies behind it is not searched. Look there yourself.`

function isBehind(links: readonly Link[], { path }: Pick<HeldData | Removal, 'path'>): boolean {
  return links.some((link) => path === link.path || path.startsWith(`${link.path}/`))
}

/** Where a part keeps its files: whole folders, and single names in a folder that parts share. */
function areasOf({ formats = [] }: DataOwner) {
  const areas = formats.flatMap(({ pattern }) => areaOf(pattern) ?? [])
  return {
    folders: new Set(areas.filter(({ kind }) => kind === 'folder').map(({ path }) => path)),
    patterns: areas.filter(({ kind }) => kind === 'name').map(({ path }) => path),
  }
}

type Area = { readonly kind: 'folder' | 'name'; readonly path: string }

function areaOf(pattern: string): Area | null {
  const [first = '', second = '', ...more] = pattern.split('/')
  // Other names are of entries elsewhere, like those of the keychain.
  if (!keptFolders.includes(first) || second === '') return null
  if (!isOwnFolder(first)) return { kind: 'folder', path: first }
  const isFolder = more.length > 0 && !second.includes('*')
  return isFolder ? { kind: 'folder', path: `${first}/${second}` } : { kind: 'name', path: pattern }
}

async function linksOf(owner: DataOwner, home: string): Promise<readonly Link[]> {
  const { folders, patterns } = areasOf(owner)
  const paths: string[] = []
  for (const folder of new Set(patterns.map(dirname))) {
    const links = await linksIn(home, folder)
    paths.push(...links.filter((path) => patterns.some((pattern) => isMatch(pattern, path))))
  }
  for (const folder of folders) {
    if (await isLink(join(home, folder))) paths.push(folder)
    else paths.push(...(await linksBelow(home, folder)))
  }
  return Promise.all(paths.map((path) => linkAt(home, path, folders.has(path))))
}

async function linkAt(home: string, path: string, isWhole: boolean): Promise<Link> {
  const at = join(home, path)
  return { path, target: await readlink(at), bytes: (await lstat(at)).size, isWhole }
}

async function linksIn(home: string, folder: string): Promise<readonly string[]> {
  const entries = await entriesOf(join(home, folder))
  return entries.filter((one) => one.isSymbolicLink()).map(({ name }) => `${folder}/${name}`)
}

async function linksBelow(home: string, folder: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const entry of await entriesOf(join(home, folder))) {
    const path = `${folder}/${entry.name}`
    if (entry.isSymbolicLink()) found.push(path)
    else if (entry.isDirectory()) found.push(...(await linksBelow(home, path)))
  }
  return found
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    // A part whose folder cannot be listed says so itself.
    if (isMissing(error) || /^(?:ENOTDIR|EACCES|EPERM)$/.test(systemCode(error))) return []
    throw error
  }
}
