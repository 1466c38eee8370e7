import { crc32 } from 'node:zlib'
import type { JournalEvent, Stamped } from './journal.ts'

const BEFORE_EPOCH = '{"v":1,"epoch":"'
const BEFORE_SEQ = '","seq":'
const BEFORE_CRC = ',"crc":"'
/** `,"crc":"01234567"}` */
const SEAL_BYTES = BEFORE_CRC.length + 10
const QUOTE = 34

/** What numbers and dates an event. */
export interface Stamp {
  readonly epoch: string
  readonly seq: number
  readonly at: number
}

/** The bytes of one event without a newline, closed by the CRC-32 of everything before it. */
export function encodeEvent(event: JournalEvent, { epoch, seq, at }: Stamp): string {
  const text = JSON.stringify({ v: 1, epoch, seq, at, ...event }).slice(0, -1)
  const seal = crc32(text).toString(16).padStart(8, '0')
  return `${text}${BEFORE_CRC}${seal}"}`
}

/** A line inside a larger buffer; `end` is exclusive and without the newline. */
export interface LineBytes {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
}

/** True when the line is as it was written. */
export function isWhole({ bytes, start, end }: LineBytes): boolean {
  const sealAt = end - SEAL_BYTES
  if (sealAt <= start) return false
  const seal = bytes.toString('latin1', sealAt, end)
  if (!seal.startsWith(BEFORE_CRC) || !seal.endsWith('"}')) return false
  const named = seal.slice(BEFORE_CRC.length, -2)
  return crc32(bytes.subarray(start, sealAt)).toString(16).padStart(8, '0') === named
}

/** The number of the line's event, read without parsing; null when the line does not begin like one. */
export function readSeq({ bytes, start, end }: LineBytes): number | null {
  const epochAt = start + BEFORE_EPOCH.length
  const quoteAt = bytes.indexOf(QUOTE, epochAt)
  if (quoteAt < 0 || quoteAt - epochAt > 64) return null
  const seqAt = quoteAt + BEFORE_SEQ.length
  let seq = 0
  let at = seqAt
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - 48
    if (digit < 0 || digit > 9) break
    seq = seq * 10 + digit
  }
  return at > seqAt && Number.isSafeInteger(seq) ? seq : null
}

/** The event of a line that `isWhole`, with `epoch` in place of the one it was written in. */
export function decodeEvent<E>({ bytes, start, end }: LineBytes, epoch: string): Stamped<E> {
  const text = bytes.toString('utf8', start, end - SEAL_BYTES)
  const event: Stamped<E> = JSON.parse(`${text}}`)
  return { ...event, epoch }
}
