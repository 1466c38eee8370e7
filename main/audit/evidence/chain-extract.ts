import { GENESIS, valueBehind } from '../chain.ts'
import type { RecordLine } from '../read-record.ts'

/** A place of the chain: an entry and a chain value (hex SHA-256). */
interface Anchor {
  readonly entry: number
  readonly value: string
}

/** What lets an extract of the chain be followed although entries between are not in it. */
export interface Anchors {
  readonly format: 'audit-anchors'
  readonly version: 1
  /** First entry of the extract, with the value before it. */
  readonly from: Anchor
  /** Last one, with the value behind it; null in an extract without entries. */
  readonly to: Anchor | null
  /** From the entry `after` with the value behind it to the entry `before` with the value it follows. */
  readonly gaps: readonly {
    readonly after: number
    readonly behind: string
    readonly before: number
    readonly value: string
  }[]
}

/** Collects lines of the record and what bridges the gaps between them. */
export interface ChainExtract {
  take(line: RecordLine): void
  lines(): readonly RecordLine[]
  anchors(): Anchors
}

const scratch = 32

function chainValue({ entry, text }: RecordLine): string {
  const bytes = Buffer.concat([Buffer.alloc(scratch), Buffer.from(text)])
  return valueBehind(entry.prev, { bytes, start: scratch, end: bytes.length })
}

/** Starts an empty extract; lines are taken oldest first. */
export function createChainExtract(): ChainExtract {
  const taken: RecordLine[] = []
  const gaps: { after: number; behind: string; before: number; value: string }[] = []
  let last: Anchor | null = null
  return {
    take(line) {
      const { n, prev } = line.entry
      if (last && n !== last.entry + 1) {
        gaps.push({ after: last.entry, behind: last.value, before: n, value: prev })
      }
      last = { entry: n, value: chainValue(line) }
      taken.push(line)
    },
    lines: () => taken,
    anchors() {
      const [first] = taken
      const from = { entry: first?.entry.n ?? 0, value: first?.entry.prev ?? GENESIS }
      return { format: 'audit-anchors', version: 1, from, to: last, gaps }
    },
  }
}
