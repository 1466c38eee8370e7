import type { Entry } from './transcript-entries.ts'
import { type Row, rowsOf } from './transcript-rows.ts'

/** All placed entries by number, cut at each prompt so that a change draws only the lines of its turn anew. */
export interface TranscriptTurns {
  place(entry: Entry): void
  unplace(entry: Entry): void
  /** Puts an entry with the same number in the place of another; `keepsRows` when its line shows the growth by itself. */
  replace(entry: Entry, keepsRows: boolean): void
  /** Notes the end of a turn or of the agent. */
  end(seq: number): void
  rows(opened: (key: string) => boolean | undefined): readonly Row[]
  forgetRows(): void
}

interface Turn {
  /** Number of the prompt that begins it; minus infinity for what comes before the first. */
  readonly startSeq: number
  /** In the order of their numbers. */
  readonly entries: Entry[]
  rows: readonly Row[] | null
}

/** Creates a list of turns with nothing in it. */
export function createTranscriptTurns(): TranscriptTurns {
  const turns: Turn[] = [{ startSeq: Number.NEGATIVE_INFINITY, entries: [], rows: null }]
  let lastEndSeq = Number.NEGATIVE_INFINITY

  const turnOf = (seq: number): Turn => {
    const turn = turns.findLast(({ startSeq }) => startSeq <= seq)
    if (!turn) throw new Error('no turn begins before the first event')
    return turn
  }

  return {
    place(entry) {
      const turn = turnOf(entry.seq)
      const at = placeIn(turn.entries, entry.seq)
      turn.rows = null
      if (entry.kind !== 'prompt') {
        turn.entries.splice(at, 0, entry)
        return
      }
      const entries = [entry, ...turn.entries.splice(at)]
      turns.splice(turns.indexOf(turn) + 1, 0, { startSeq: entry.seq, entries, rows: null })
    },
    unplace(entry) {
      const turn = turnOf(entry.seq)
      turn.entries.splice(placeIn(turn.entries, entry.seq), 1)
      turn.rows = null
      if (entry.kind !== 'prompt') return
      turns.splice(turns.indexOf(turn), 1)
      const before = turnOf(entry.seq)
      before.entries.push(...turn.entries)
      before.rows = null
    },
    replace(entry, keepsRows) {
      const turn = turnOf(entry.seq)
      turn.entries[placeIn(turn.entries, entry.seq)] = entry
      if (!keepsRows) turn.rows = null
    },
    end(seq) {
      if (seq <= lastEndSeq) return
      lastEndSeq = seq
      for (const turn of turns) if (turn.rows?.some(isRunning)) turn.rows = null
    },
    rows: (opened) =>
      turns.flatMap((turn) => {
        turn.rows ??= rowsOf({ entries: turn.entries, lastEndSeq, opened })
        return turn.rows
      }),
    forgetRows() {
      for (const turn of turns) turn.rows = null
    },
  }
}

function isRunning(row: Row): boolean {
  return row.kind === 'call' && row.phase === 'running'
}

/** The place of a number in a sorted list: where it stands, or where it belongs. */
function placeIn(sorted: readonly Entry[], seq: number): number {
  const last = sorted.at(-1)
  if (!last || last.seq < seq) return sorted.length
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.seq ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return low
}
