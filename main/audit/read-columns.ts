import { scanLines } from '../kit/scan-lines.ts'
import { readHeader } from './chain.ts'
import { type Columns, createColumnBuilder, rowKinds } from './columns.ts'
import type { IndexFiles } from './index-file.ts'
import { ACTIVE_NAME, type Segment } from './segments.ts'

const damaged = rowKinds.indexOf('damaged')

/** Entries among the rows; a line that is none does not count. */
export function entriesIn({ rows, numbers: { kind } }: Columns): number {
  let count = 0
  for (let row = 0; row < rows; row += 1) if (kind[row] !== damaged) count += 1
  return count
}

/** The number a file begins with: by its name, or by its first line; null when it tells none. */
export async function firstEntryOf({ firstEntry, path, bytes }: Segment): Promise<number | null> {
  if (firstEntry !== null) return firstEntry
  let first: number | null = null
  await scanLines({ path, to: bytes }, (line) => {
    first = readHeader(line.bytes, line.start, line.end)?.n ?? null
    return false
  })
  return first
}

/** Collects the columns of a file from its lines, on from those that are known; tells how far it is. */
async function collect(
  segment: Segment,
  from: Columns | null,
  tell: (bytes: number) => void,
): Promise<Columns> {
  const builder = createColumnBuilder(from ?? undefined)
  const range = { path: segment.path, from: from?.bytes ?? 0, to: segment.bytes }
  await scanLines(range, (line) => {
    builder.visit(line)
    tell(line.offset)
    return true
  })
  return builder.columns()
}

/** The columns of a file: those that are known, those beside it, else collected and put beside it. Rejects when it cannot be read. */
export async function columnsOf(
  segment: Segment,
  had: Columns | null,
  { files, tell }: { readonly files: IndexFiles; readonly tell: (bytes: number) => void },
): Promise<Columns> {
  if (segment.name === ACTIVE_NAME) {
    return had && had.bytes >= segment.bytes ? had : collect(segment, had, tell)
  }
  const known = had ?? (await files.load(segment))
  if (known) return known
  const collected = await collect(segment, null, tell)
  await files.save(segment, collected)
  return collected
}
