import { lstat, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inspectMarker } from '../kit/atomic-file.ts'
import { type DataOwner, type HeldData, type HeldMarker, StaysError } from '../kit/data-owner.ts'
import { readPlainText } from '../kit/plain-file.ts'
import { redactText } from '../kit/redact.ts'
import { isMatch } from './describe-files.ts'
import { filesBelow } from './home-files.ts'

/** A file in the place of one of a part that the part cannot read. */
interface Unread {
  /** Relative to the home folder. */
  readonly path: string
  readonly bytes: number
  readonly changedMs: number
  readonly marker: HeldMarker
  /** Else it is another program's. */
  readonly isNewer: boolean
}

/** Lets a part answer also for files of a newer version of this app: they are listed, exported as they are and erased; what another program put there is named and left. */
export function withNewerFiles(owner: DataOwner, home: string): DataOwner {
  const { markers = [] } = owner
  if (markers.length === 0) return owner
  const look = async () => {
    const held: HeldData[] = []
    for await (const one of owner.export()) held.push(one)
    const unread = await unreadOf(markers, home, new Set(held.map(({ path }) => path)))
    const paths = new Set(unread.map(({ path }) => path))
    return { unread, held: held.filter(({ path }) => !paths.has(path)) }
  }
  return {
    ...owner,
    async *export() {
      const { unread, held } = await look()
      for (const one of unread) yield heldOf(one, home)
      yield* held
    },
    async erase() {
      const { unread } = await look()
      const newer = unread.filter(({ isNewer }) => isNewer)
      const others = unread.filter(({ isNewer }) => !isNewer).map(({ path }) => path)
      // The part finds none of its own then, and does with the rest what it always does.
      for (const { path } of newer) await rm(join(home, path), { force: true })
      const removed = await eraseBeside(owner, others)
      if (others.length > 0) throw new StaysError(whyLeft(others))
      const paths = new Set(newer.map(({ path }) => path))
      return [
        ...newer.map(({ path, bytes }) => ({ path, bytes, note: byNewer })),
        ...removed.filter(({ path }) => !paths.has(path)),
      ]
    },
  }
}

const byNewer = 'A newer version of this app wrote it.'
const whyForeign = 'Another program wrote it, so it is not in here. Look at it where it lies.'

const whyLeft = (paths: readonly string[]) =>
  `Another program wrote ${paths.join(' and ')}, and that is left alone. Move it away, then erase again.`

async function eraseBeside(owner: DataOwner, others: readonly string[]) {
  try {
    return await owner.erase()
  } catch (error) {
    // The part meets the same file, and the sentence about that says what helps.
    if (others.length === 0 || error instanceof StaysError) throw error
    return []
  }
}

function heldOf({ path, bytes, changedMs, marker, isNewer }: Unread, home: string): HeldData {
  const held = { path, bytes, fromMs: changedMs, toMs: changedMs }
  if (!isNewer) return { ...held, whyNot: whyForeign, read: async () => null }
  if (marker.isSealed) return { ...held, read: async () => null }
  const note = 'written by a newer version of this app and as it is, secrets replaced'
  // Where secrets stand in it is not known, so they are looked for everywhere.
  const read = async () => Buffer.from(redactText(await readPlainText(join(home, path))))
  return { ...held, note, read }
}

/** What the part lists one by one it has read; a single file is looked at in any case. */
async function unreadOf(
  markers: readonly HeldMarker[],
  home: string,
  listed: ReadonlySet<string>,
): Promise<readonly Unread[]> {
  const found: Unread[] = []
  for (const marker of markers) {
    for (const { path, bytes, changedMs } of await filesOf(marker, home)) {
      if (marker.pattern.includes('*') && listed.has(path)) continue
      const seen = await inspectMarker(join(home, path), marker)
      if (seen.status !== 'foreign') continue
      found.push({ path, bytes, changedMs, marker, isNewer: seen.isNewer })
    }
  }
  return found
}

/** Links are another matter: they are named and not followed. */
async function filesOf({ pattern }: HeldMarker, home: string) {
  if (!pattern.includes('*')) return fileAt(home, pattern)
  const files = []
  const folder = pattern.slice(0, pattern.lastIndexOf('/'))
  for await (const file of filesBelow(home, folder)) {
    if (file.linkTo === undefined && isMatch(pattern, file.path)) files.push(file)
  }
  return files
}

async function fileAt(home: string, path: string) {
  const found = await lstat(join(home, path)).catch(() => null)
  return found?.isFile() ? [{ path, bytes: found.size, changedMs: found.mtimeMs }] : []
}
