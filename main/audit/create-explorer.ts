import type { AuditSummary, Timeline } from '../../shared/audit/explorer.ts'
import type { AuditFilter } from '../../shared/audit/model.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import { createIndexFiles } from './index-file.ts'
import type { QueriedFiles } from './queried-files.ts'
import { type AuditPage, type AuditQuery, createEntryQuery } from './query-entries.ts'
import { createRecordIndex, type IndexProgress } from './record-index.ts'
import { summarise } from './summarise.ts'
import { type TimelineQuery, timelineOf } from './timeline.ts'

/** What the explorer page asks of the record. */
export interface Explorer {
  /** Rejects when the files cannot be read. */
  query(input: AuditQuery): Promise<AuditPage>
  /** Rejects when the files cannot be read. */
  timeline(input: TimelineQuery): Promise<Timeline>
  /** Rejects when the files cannot be read. */
  summary(filter: AuditFilter): Promise<AuditSummary>
  /** How far the columns of the record are collected, while a plot or a count is waited for. */
  progress(): IndexProgress
}

/** Creates the explorer over the files of the record as they are between two appends. */
export function createExplorer(parts: {
  readonly key: Secret | null
  readonly readFiles: <T>(read: (files: QueriedFiles) => Promise<T>) => Promise<T>
}): Explorer {
  const { key, readFiles } = parts
  const index = createRecordIndex(createIndexFiles(key))
  const entryQuery = createEntryQuery(index)
  return {
    query: (input) => readFiles((files) => entryQuery.run(input, files)),
    timeline: (input) => readFiles(async (files) => timelineOf(await index.read(files), input)),
    summary: (filter) => readFiles(async (files) => summarise(await index.read(files), filter)),
    progress: index.progress,
  }
}
