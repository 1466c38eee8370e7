// Owns the file format of a session's journal: segments of lines, their index, repair and reading.
// State: journal.<first>.jsonl, journal.index.json and set-aside.* in one session's folder.
// Never shows an event that is not on disk, never changes or drops a line that was confirmed.

export type { Journal, JournalParts } from './journal.ts'
export { lookAtEvents, segmentPaths } from './look-at-events.ts'
export { openJournal } from './open-journal.ts'
export {
  exportSegment,
  finishedBlocks,
  forgetInJournal,
  type JournalFinding,
} from './rewrite-journal.ts'
