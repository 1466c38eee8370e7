import { hash } from 'node:crypto'
import type { AuditEntry, AuditRecord } from '../../shared/audit/model.ts'

/** Chain value before the first entry of a chain: 32 zero bytes as hex. */
export const GENESIS = '0'.repeat(64)

const VALUE_BYTES = 32
const BEFORE_NUMBER = Buffer.from('{"v":1,"n":')
const BEFORE_TIME = Buffer.from(',"at":')
const BEFORE_PREV = Buffer.from(',"prev":"')
const AFTER_PREV = Buffer.from('",')
const CHAIN_KIND = Buffer.from('"kind":"chain"')
const REMOVED_KIND = Buffer.from('"kind":"removed"')

/** The fixed beginning of a line, read without parsing the rest. */
export interface LineHeader {
  readonly n: number
  readonly at: number
  /** Chain value of the line before, as hex. */
  readonly prev: string
  /** Where the record's own fields begin in the buffer. */
  readonly bodyAt: number
}

/** A line and the chain value behind it. */
export interface ChainedLine {
  readonly entry: AuditEntry
  /** With its newline. */
  readonly text: string
  readonly value: string
}

/** Puts a record behind the chain value `prev`; `v`, `n`, `at` and `prev` come first so that they are found by position. */
export function chainLine(
  record: AuditRecord,
  stamp: { readonly n: number; readonly at: number; readonly prev: string },
): ChainedLine {
  const { n, prev } = stamp
  const at = Math.max(0, Math.trunc(stamp.at))
  const entry: AuditEntry = { v: 1, n, at, prev, ...record }
  const text = JSON.stringify(entry)
  const value = hash('sha256', Buffer.concat([Buffer.from(prev, 'hex'), Buffer.from(text)]), 'hex')
  return { entry, text: `${text}\n`, value }
}

/** The value behind a line: SHA-256 over the value before and the line's bytes; overwrites the 32 bytes before `start`. */
export function valueBehind(
  prev: string,
  line: { readonly bytes: Buffer; readonly start: number; readonly end: number },
): string {
  const { bytes, start, end } = line
  const written = bytes.write(prev, start - VALUE_BYTES, VALUE_BYTES, 'hex')
  // A value that is no hex counts as far as it is one, the same way each time it is read.
  if (written < VALUE_BYTES) bytes.fill(0, start - VALUE_BYTES + written, start)
  return hash('sha256', bytes.subarray(start - VALUE_BYTES, end), 'hex')
}

function holds(bytes: Buffer, wanted: Buffer, at: number): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    if (bytes[at + index] !== wanted[index]) return false
  }
  return true
}

/** Reads digits from `at`; null when there are none or too many for a safe number. */
function readNumber(bytes: Buffer, at: number): { value: number; end: number } | null {
  let value = 0
  let end = at
  for (; end < bytes.length; end += 1) {
    const digit = (bytes[end] ?? 0) - 48
    if (digit < 0 || digit > 9) break
    value = value * 10 + digit
  }
  const isSafe = end > at && end - at <= 16 && Number.isSafeInteger(value)
  return isSafe ? { value, end } : null
}

/** Reads the fixed beginning of a line; null when it is no line of the record. */
export function readHeader(bytes: Buffer, start: number, end: number): LineHeader | null {
  if (!holds(bytes, BEFORE_NUMBER, start)) return null
  const n = readNumber(bytes, start + BEFORE_NUMBER.length)
  if (!n || !holds(bytes, BEFORE_TIME, n.end)) return null
  const at = readNumber(bytes, n.end + BEFORE_TIME.length)
  if (!at || !holds(bytes, BEFORE_PREV, at.end)) return null
  const prevAt = at.end + BEFORE_PREV.length
  const prevEnd = prevAt + VALUE_BYTES * 2
  const bodyAt = prevEnd + AFTER_PREV.length
  if (bodyAt >= end || !holds(bytes, AFTER_PREV, prevEnd)) return null
  const prev = bytes.toString('latin1', prevAt, prevEnd)
  return { n: n.value, at: at.value, prev, bodyAt }
}

/** True when the line says something about the chain itself. */
export function isChainLine(bytes: Buffer, bodyAt: number): boolean {
  return holds(bytes, CHAIN_KIND, bodyAt)
}

/** True when the text of the line was removed. */
export function isRemovedLine(bytes: Buffer, bodyAt: number): boolean {
  return holds(bytes, REMOVED_KIND, bodyAt)
}

/** The same line behind another value: nothing else of its bytes changes. */
export function chainAfter(text: string, bodyAt: number, prev: string): ChainedText {
  const at = bodyAt - AFTER_PREV.length - VALUE_BYTES * 2
  const fresh = `${text.slice(0, at)}${prev}${text.slice(at + VALUE_BYTES * 2)}`
  const value = hash('sha256', Buffer.concat([Buffer.from(prev, 'hex'), Buffer.from(fresh)]), 'hex')
  return { text: `${fresh}\n`, value }
}

/** A line with its newline, and the chain value behind it. */
export type ChainedText = Pick<ChainedLine, 'text' | 'value'>
