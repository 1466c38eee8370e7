import type { ExportFormat } from '../../../shared/audit/explorer.ts'
import type { AuditFilter } from '../../../shared/audit/model.ts'
import { readRecordLines } from '../read-record.ts'
import { prepareFilter } from '../row-filter.ts'
import { csvColumns, csvLine, csvOf } from './csv.ts'

/** What of a record is written, and how. */
export interface EntryExport {
  /** Absolute folder of the record. */
  readonly folder: string
  readonly filter: AuditFilter
  readonly format: ExportFormat
  /** Told with each piece: entries looked at and written. */
  readonly onProgress?: (progress: { readonly looked: number; readonly entries: number }) => void
}

/** Yields the entries that pass a filter, oldest first: lines as they stand, or a table. Rejects when a file cannot be read. */
export async function* exportEntries(wanted: EntryExport): AsyncGenerator<string> {
  const { folder, filter, format, onProgress } = wanted
  const { isOpen, matches } = prepareFilter(filter)
  if (format === 'csv') yield csvLine(csvColumns)
  const { fromMs } = filter
  let [looked, entries] = [0, 0]
  const range = { folder, ...(fromMs === undefined ? {} : { sinceMs: fromMs }) }
  for await (const lines of readRecordLines(range)) {
    const passing = isOpen ? lines : lines.filter(({ entry }) => matches(entry))
    looked += lines.length
    entries += passing.length
    const texts = passing.map(({ entry, text }) => (format === 'csv' ? csvOf(entry) : `${text}\n`))
    if (texts.length > 0) yield texts.join('')
    onProgress?.({ looked, entries })
  }
}
