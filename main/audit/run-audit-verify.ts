import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { AuditReport } from '../../shared/audit/model.ts'
import { assertNever } from '../../shared/kit/assert-never.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import { systemClock } from '../kit/clock.ts'
import { systemCode } from '../kit/system-code.ts'
import { createHead, type HeadRead } from './head.ts'
import { ACTIVE_NAME, listSegments } from './segments.ts'
import { type VerifyInput, verifyFiles } from './verify-files.ts'

/** What to verify, and where the report goes. */
export type VerifyCommand = ({ readonly folder: string } | { readonly file: string }) & {
  readonly write: (text: string) => void
  /** The key that signed the head; absent, the signature is not checked and the report says so. */
  readonly headKey?: Secret | null
  /** There was work to record: an empty record is then a loss. */
  readonly isExpected?: boolean
  /** Writes one JSON object instead of sentences. */
  readonly isJson?: boolean
}

const day = (at: number) => new Date(at).toISOString()

function headSentence({ head }: AuditReport, lacks: VerifyInput['lacks']): string {
  switch (head) {
    case 'signed':
      return 'The head is signed and confirms the end.'
    case 'unsigned':
      return 'The head confirms the end; its signature could not be checked without the key.'
    case 'missing':
      return lacks.end
        ? 'There is no head beside this file, so lines missing at the end would not show.'
        : 'There is no head.'
    case 'forged':
      return 'The head is not ours.'
    default:
      return assertNever(head)
  }
}

function verdictSentence(report: AuditReport): string {
  const { status, firstEntry, lastEntry, entries, segments, first } = report
  const files = segments === 1 ? 'one file' : `${segments} files`
  switch (status) {
    case 'intact':
      return entries === 1
        ? `Intact: one entry (${firstEntry}).`
        : `Intact: ${entries} entries (${firstEntry} to ${lastEntry}) in ${files}.`
    case 'empty':
      return 'Empty: there is no entry yet.'
    case 'broken':
    case 'truncated': {
      const what = status === 'broken' ? 'Broken' : 'Truncated'
      const where = `${first?.file} line ${first?.line}, entry ${first?.entry}`
      return `${what} at ${where}: ${first?.problem} ${entries === 1 ? 'One entry before it holds' : `${entries} entries before it hold`}.`
    }
    default:
      return assertNever(status)
  }
}

/** The report in plain sentences, one a line. */
export function describeReport(report: AuditReport, lacks: VerifyInput['lacks']): string {
  const told = report.events.filter(({ event }) => event !== 'sealed' && event !== 'started')
  const before = `What came before entry ${report.firstEntry} is not in this file and was not checked.`
  const lines = [
    verdictSentence(report),
    ...(report.status === 'empty' ? [] : [headSentence(report, lacks)]),
    ...(lacks.beginning && report.firstEntry > 1 ? [before] : []),
    ...(lacks.end && report.head !== 'missing' ? ['Files behind this one were not checked.'] : []),
    ...told.map(({ n, at, event, detail }) => `Entry ${n}, ${day(at)}, ${event}: ${detail}`),
  ]
  return `${lines.join('\n')}\n`
}

async function gather(command: VerifyCommand): Promise<VerifyInput> {
  const clock = systemClock
  const checkedAt = clock.now()
  const key = command.headKey ?? null
  if ('folder' in command) {
    const { folder } = command
    // The head first: a running app writes on, and lines behind the head do no harm.
    const head = await createHead({ folder, key, clock }).read()
    const files = await listSegments(folder)
    const lacks = { beginning: false, end: false }
    return { files: files.map(({ path }) => ({ path })), head, lacks, checkedAt }
  }
  const { file } = command
  await stat(file)
  const folder = dirname(file)
  const beside: HeadRead = await createHead({ folder, key, clock }).read()
  const siblings = await listSegments(folder)
  const isActive = basename(file) === ACTIVE_NAME
  const isOurs = siblings.some(({ name }) => name === basename(file))
  const isFirst = isOurs && siblings[0]?.name === basename(file)
  const lacks = { beginning: !isFirst, end: !isActive || beside.status === 'missing' }
  const head: HeadRead = isOurs ? beside : { status: 'missing' }
  return { files: [{ path: file }], head, lacks, checkedAt }
}

function writeJson({ write }: VerifyCommand, value: object): void {
  write(`${JSON.stringify(value)}\n`)
}

function writeProblem(command: VerifyCommand, message: string): 1 {
  if (command.isJson) writeJson(command, { ok: false, message })
  else command.write(`${message}\n`)
  return 1
}

/** Verifies a record without changing anything, writes what it found in plain sentences or as JSON, and returns the exit code: 0 intact, 1 not. */
export async function runAuditVerify(command: VerifyCommand): Promise<0 | 1> {
  try {
    const input = await gather(command)
    const report = await verifyFiles(input)
    if (report.status === 'empty' && command.isExpected) {
      return writeProblem(command, 'Missing: this home has sessions, but nothing of their record.')
    }
    const isSound = report.status === 'intact' || report.status === 'empty'
    if (command.isJson) writeJson(command, { ok: isSound, report })
    else command.write(describeReport(report, input.lacks))
    return isSound ? 0 : 1
  } catch (error) {
    const what = 'folder' in command ? command.folder : command.file
    return writeProblem(command, `The record at ${what} could not be read (${systemCode(error)}).`)
  }
}
