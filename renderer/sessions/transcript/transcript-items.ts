import type { JournalledEvent } from '../../../shared/sessions/model.ts'
import {
  type BlockEntry,
  type Entry,
  entryKeyOf,
  foldEntry,
  isBlock,
  isPlaced,
} from './transcript-entries.ts'
import type { Row } from './transcript-rows.ts'
import { createTranscriptTurns } from './transcript-turns.ts'

/** What a page of events changed: a streaming block only, or lines too. */
export type Change = 'nothing' | 'text' | 'rows'

/** The lines of a transcript, built from journal events in pages of any size that come in any order. */
export interface TranscriptItems {
  add(events: readonly JournalledEvent[]): Change
  /** The same array until a line changes. */
  rows(): readonly Row[]
  /** A block as it stands now; its line may hold an older state while it streams. */
  block(key: string): BlockEntry | undefined
  /** Opens or folds what a line hides; lines are drawn anew. */
  setOpen(key: string, isOpen: boolean): void
  /** Undefined where the person neither opened nor folded it. */
  isOpen(key: string): boolean | undefined
}

/** Creates an empty transcript; each event costs the same however long the transcript is. */
export function createTranscriptItems(): TranscriptItems {
  const entries = new Map<string, Entry>()
  const turns = createTranscriptTurns()
  const opened = new Map<string, boolean>()
  let rows: readonly Row[] | null = null

  const settle = (before: Entry | undefined, after: Entry): Change => {
    if (!before || !isPlaced(before)) {
      if (isPlaced(after)) turns.place(after)
      return 'rows'
    }
    if (before.seq === after.seq) {
      const onlyGrew = streams(before, after)
      turns.replace(after, onlyGrew)
      return onlyGrew ? 'text' : 'rows'
    }
    turns.unplace(before)
    turns.place(after)
    return 'rows'
  }
  const take = (event: JournalledEvent): Change => {
    const key = entryKeyOf(event)
    if (key === null) return 'nothing'
    const before = entries.get(key)
    const after = foldEntry(before, key, event)
    if (after === before) return 'nothing'
    if (event.kind === 'turn-ended' || event.kind === 'agent-exited') turns.end(event.seq)
    entries.set(key, after)
    return settle(before, after)
  }

  return {
    add(events) {
      let changed: Change = 'nothing'
      for (const event of events) {
        const change = take(event)
        if (change === 'rows' || changed === 'nothing') changed = change
      }
      if (changed === 'rows') rows = null
      return changed
    },
    rows() {
      rows ??= turns.rows((key) => opened.get(key))
      return rows
    },
    block(key) {
      const entry = entries.get(key)
      return isBlock(entry) ? entry : undefined
    },
    setOpen(key, isOpen) {
      opened.set(key, isOpen)
      turns.forgetRows()
      rows = null
    },
    isOpen: (key) => opened.get(key),
  }
}

/** True when a block that is drawn already only grew. */
function streams(before: Entry, after: Entry): boolean {
  return isBlock(before) && isBlock(after) && !after.finished && before.text.trim() !== ''
}
