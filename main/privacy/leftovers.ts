import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataOwner, HeldData, Removal } from '../kit/data-owner.ts'
import { forgetInFile } from '../kit/forget-in-file.ts'
import { readPlainText } from '../kit/plain-file.ts'
import { redactText } from '../kit/redact.ts'
import { filesBelow, type HomeFile } from './home-files.ts'
import { linkText } from './links.ts'

const dayMs = 24 * 3_600_000
/** A draft that is older was left by a crash. */
const draftMs = 3_600_000
const windowFolder = 'desktop/window/'
const sessionsFolder = 'desktop/sessions/'
/** Where archives wait to be fetched. */
export const exportsFolder = 'desktop/exports'

const isAside = (path: string) => /\.broken-[^/]*$/.test(path)
const isDraft = (path: string) => /\.[0-9a-f]{12}\.tmp$/.test(path)
const isArchive = (path: string) => path.startsWith(`${exportsFolder}/`)

function isLeftover({ path, changedMs }: HomeFile, now: number): boolean {
  if (path.startsWith(windowFolder) || path.startsWith(sessionsFolder)) return false
  return isAside(path) || isArchive(path) || (isDraft(path) && changedMs < now - draftMs)
}

async function removeAll(home: string, files: AsyncIterable<HomeFile>): Promise<Removal[]> {
  const removed: Removal[] = []
  for await (const { path, bytes, linkTo } of files) {
    await rm(join(home, path), { force: true })
    // The engine's own links are how its processes find each other.
    const isSaid = linkTo !== undefined && !path.startsWith(windowFolder)
    removed.push({ path, bytes, ...(isSaid ? { linkTo } : {}) })
  }
  return removed
}

/** Damaged files that were set aside, drafts that a crash left, archives that wait to be fetched. */
export function createLeftoversOwner(deps: {
  readonly home: string
  readonly now: () => number
  readonly retentionDays: () => number | null
}): DataOwner {
  const { home, now } = deps
  async function* leftovers(until = Number.POSITIVE_INFINITY): AsyncIterable<HomeFile> {
    for (const folder of ['desktop', 'logs']) {
      for await (const file of filesBelow(home, folder)) {
        if (isLeftover(file, now()) && file.changedMs < until) yield file
      }
    }
  }
  async function* held(): AsyncIterable<HeldData> {
    for await (const { path, bytes, changedMs, linkTo } of leftovers()) {
      if (isArchive(path)) continue
      const read = async () =>
        linkTo === undefined
          ? Buffer.from(redactText(await readPlainText(join(home, path))))
          : linkText(linkTo)
      yield { path, bytes, fromMs: changedMs, toMs: changedMs, read }
    }
  }
  return {
    name: 'leftovers',
    formats: [
      { pattern: 'desktop/*.broken-*', what: 'a damaged file that was set aside' },
      { pattern: 'desktop/*/*.broken-*', what: 'a damaged file that was set aside' },
      { pattern: 'logs/*.broken-*', what: 'damaged lines that were set aside' },
      { pattern: '*.tmp', what: 'a draft that a crash left' },
    ],
    export: held,
    erase: () => removeAll(home, leftovers()),
    async forget(secret, mode) {
      const found = []
      for await (const { path } of leftovers()) {
        // What is packed cannot be searched; it is dropped before anything is replaced.
        if (isArchive(path)) continue
        const places = await forgetInFile(join(home, path), secret, mode)
        if (places > 0) found.push({ path, places })
      }
      return { found, stays: [] }
    },
    retain: async (at) => {
      const days = deps.retentionDays()
      return days === null ? [] : removeAll(home, leftovers(at - days * dayMs))
    },
  }
}

/** What the window's own engine keeps: caches and its storage; nothing of it is ours to read. */
export function createWindowOwner(deps: {
  readonly home: string
  /** True while a window of this app may use them. */
  readonly isOpen: boolean
}): DataOwner {
  const { home, isOpen } = deps
  return {
    name: 'window',
    formats: [{ pattern: `${windowFolder}*`, what: 'caches and storage of the window’s engine' }],
    ...(isOpen
      ? {
          stays:
            'The open window uses it. Close the app and remove the folder desktop/window, or erase in browser mode.',
        }
      : {}),
    async *export() {
      for await (const { path, bytes, changedMs } of filesBelow(home, windowFolder)) {
        yield { path, bytes, fromMs: changedMs, toMs: changedMs, read: async () => null }
      }
    },
    erase: async () => (isOpen ? [] : removeAll(home, filesBelow(home, windowFolder))),
    retain: async () => [],
  }
}
