import { scanLines } from '../../kit/scan-lines.ts'
import { isMissing } from '../../kit/system-code.ts'
import { decodeEvent, isWhole, readSeq } from './event-line.ts'
import type { JournalEvent, Stamped } from './journal.ts'
import { listFirstSeqs, segmentPath } from './journal-index.ts'

/** What a look at a journal begins with. */
export interface Look<E> {
  readonly folder: string
  /** Events up to this number are passed over. */
  readonly after: number
  readonly epoch: string
  visit(event: Stamped<E>): void
}

/** Visits the whole events of a journal that another process may have open; damaged and torn lines are passed over, nothing is changed. */
export async function lookAtEvents<E extends JournalEvent>(look: Look<E>): Promise<void> {
  const { folder, epoch, visit } = look
  const firsts = await listFirstSeqs(folder)
  let last = look.after
  for (const [at, first] of firsts.entries()) {
    const behind = firsts[at + 1]
    if (behind !== undefined && behind <= last + 1) continue
    await scanLines({ path: segmentPath(folder, first) }, (line) => {
      const seq = readSeq(line)
      if (seq === null || seq <= last || !isWhole(line)) return true
      last = seq
      visit(decodeEvent<E>(line, epoch))
      return true
    }).catch((error: unknown) => {
      // The session was removed while it was looked at.
      if (!isMissing(error)) throw error
    })
  }
}

/** Paths of a journal's segments, oldest first. */
export async function segmentPaths(folder: string): Promise<readonly string[]> {
  return (await listFirstSeqs(folder)).map((first) => segmentPath(folder, first))
}
