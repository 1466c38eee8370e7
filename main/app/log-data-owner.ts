import type { DataOwner } from '../kit/data-owner.ts'
import { createLineFilesOwner } from '../kit/line-files-owner.ts'
import type { LogFile } from '../kit/log-file.ts'

/** The program's own log, as privacy lists, erases, ages and rewrites it. */
export function createLogDataOwner(parts: {
  readonly home: string
  readonly logFile: LogFile
  readonly retentionDays: () => number | null
}): DataOwner {
  const { home, logFile, retentionDays } = parts
  return createLineFilesOwner({
    name: 'log',
    home,
    file: logFile,
    formats: [
      {
        pattern: 'logs/*.log*',
        what: 'the program’s own log, one JSON object a line, without secrets',
      },
    ],
    stays: 'The log of this run goes on.',
    retentionDays,
    timeOf,
  })
}

const stamp = /^\{"at":"([^"]{20,30})"/

function timeOf(line: string): number | null {
  const at = Date.parse(stamp.exec(line)?.[1] ?? '')
  return Number.isNaN(at) ? null : at
}
