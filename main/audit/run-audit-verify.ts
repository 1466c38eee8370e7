import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { AuditReport } from '../../shared/audit/model.ts'
import { brand } from '../../shared/brand.ts'
import { assertNever } from '../../shared/kit/assert-never.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import { systemClock } from '../kit/clock.ts'
import { plainText } from '../kit/plain-text.ts'
import { systemCode } from '../kit/system-code.ts'
import { createHead, type HeadRead } from './head.ts'
import { ACTIVE_NAME, listSegments } from './segments.ts'
import { type VerifyInput, verifyFiles } from './verify-files.ts'

/** What to verify, and where the report goes. */
export type VerifyCommand = ({ readonly folder: string } | { readonly file: string }) & {
  readonly write: (text: string) => void
  /** The key that signed the head; absent, the signature is not checked and the report says so. */
  readonly headKey?: Secret | null
  /** Why the key is absent, as part of a sentence. */
  readonly whyNoKey?: string
  /** Heads of this home were signed before; one that is not is then no head of ours. */
  readonly wasSigned?: boolean
  /** There was work to record: an empty record is then a loss. */
  readonly isExpected?: boolean
  /** Writes one JSON object instead of sentences. */
  readonly isJson?: boolean
}

/** What the command ends with. */
export type VerifyCode = 0 | 1 | 3

const day = (at: number) => new Date(at).toISOString()

function signedSentence({ head, signedTo, lastEntry }: AuditReport, whyNoKey: string): string {
  const unchecked = `The signature could not be checked: ${whyNoKey}.`
  if (signedTo === undefined) {
    return head === 'signed'
      ? 'The head is signed and confirms the end.'
      : `The head confirms the end and is signed. ${unchecked}`
  }
  const behind = `Entries ${signedTo + 1} to ${lastEntry} were written while the key could not be reached: only the chain confirms them.`
  const covered = `The head is signed up to entry ${signedTo}. ${behind}`
  return head === 'signed' ? covered : `${covered} ${unchecked}`
}

function headSentence(report: AuditReport, lacks: VerifyInput['lacks'], whyNoKey: string): string {
  switch (report.head) {
    case 'signed':
    case 'unchecked':
      return signedSentence(report, whyNoKey)
    case 'unsigned':
      return 'The head confirms the end. It is not signed: no keychain held a key when it was written.'
    case 'stripped':
      return 'The head has lost its signature, so whoever took it away could have changed the record as well.'
    case 'missing':
      return lacks.end
        ? 'There is no head beside this file, so lines missing at the end would not show.'
        : 'There is no head.'
    case 'forged':
      return 'The head is not ours.'
    default:
      return assertNever(report.head)
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
    case 'unconfirmed':
      return `Unconfirmed: the chain of ${entries} entries (${firstEntry} to ${lastEntry}) holds, and entry ${report.doubt?.n} says what no signature can: ${report.doubt?.detail}`
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
export function describeReport(
  report: AuditReport,
  lacks: VerifyInput['lacks'],
  whyNoKey = 'the key is not here',
): string {
  const told = report.events.filter(({ event }) => event !== 'sealed' && event !== 'started')
  const unconfirmed = `What stands before that entry may have been changed or cut, and chained and signed anew since. Compare it with a copy if you have one. It stays unconfirmed until you acknowledge it: \`${brand.command} audit acknowledge --note TEXT\`.`
  const before = `What came before entry ${report.firstEntry} is not in this file and was not checked.`
  const lines = [
    verdictSentence(report),
    ...(report.status === 'unconfirmed' ? [unconfirmed] : []),
    ...(report.status === 'empty' ? [] : [headSentence(report, lacks, whyNoKey)]),
    ...(lacks.beginning && report.firstEntry > 1 ? [before] : []),
    ...(lacks.end && report.head !== 'missing' ? ['Files behind this one were not checked.'] : []),
    ...told.map(({ n, at, event, detail }) => `Entry ${n}, ${day(at)}, ${event}: ${detail}`),
  ]
  return `${lines.join('\n')}\n`
}

/** Verifies the record of a folder; rejects when a file cannot be read. */
export async function verifyRecordIn(
  folder: string,
  signing: { readonly headKey: Secret | null; readonly wasSigned: boolean },
): Promise<AuditReport> {
  return verifyFiles(await gather({ folder, ...signing, write: () => undefined }))
}

async function gather(command: VerifyCommand): Promise<VerifyInput> {
  const clock = systemClock
  const checkedAt = clock.now()
  const { headKey = null, wasSigned = false } = command
  const signing = { key: headKey, wasSigned, clock }
  if ('folder' in command) {
    const { folder } = command
    // The head first: a running app writes on, and lines behind the head do no harm.
    const head = await createHead({ folder, ...signing }).read()
    const files = await listSegments(folder)
    const lacks = { beginning: false, end: false }
    return { files: files.map(({ path }) => ({ path })), head, lacks, checkedAt }
  }
  const { file } = command
  await stat(file)
  const folder = dirname(file)
  const beside: HeadRead = await createHead({ folder, ...signing }).read()
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
  else command.write(plainText(`${message}\n`))
  return 1
}

const missingTodo =
  'Nothing was changed. Put the files of its logs folder back from a copy, or find out who removed them; the next start begins a record that says so.'

/** Verifies a record without changing anything, writes what it found in plain sentences or as JSON, and returns the exit code: 0 intact, 3 intact behind a doubt that nobody acknowledged, 1 not. */
export async function runAuditVerify(command: VerifyCommand): Promise<VerifyCode> {
  try {
    const input = await gather(command)
    const report = await verifyFiles(input)
    if (report.status === 'empty' && command.isExpected) {
      return writeProblem(
        command,
        `Missing: this home has sessions, but nothing of their record. ${missingTodo}`,
      )
    }
    if (report.status === 'empty' && command.wasSigned) {
      const lost = 'Missing: a record of this home was signed before, and nothing of it is there.'
      return writeProblem(command, `${lost} ${missingTodo}`)
    }
    const isSound = report.status === 'intact' || report.status === 'empty'
    if (command.isJson) writeJson(command, { ok: isSound, report })
    else command.write(plainText(describeReport(report, input.lacks, command.whyNoKey)))
    if (report.status === 'unconfirmed') return 3
    return isSound ? 0 : 1
  } catch (error) {
    const what = 'folder' in command ? command.folder : command.file
    return writeProblem(
      command,
      `The record at ${what} could not be read (${systemCode(error)}). It was left as it is. Check the name and its permissions.`,
    )
  }
}
