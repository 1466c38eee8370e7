import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { cacheControl, pageHeaders } from '../../kit/page-policy.ts'

/** One answer; `bytes` is left out for HEAD by Node itself. */
export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly bytes: Uint8Array
  readonly isImmutable?: boolean
  readonly headers?: Readonly<Record<string, string>>
}

/** Writes an answer with the headers that every answer carries. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    ...pageHeaders,
    'cache-control': cacheControl(answer.isImmutable ?? false),
    'content-type': answer.contentType,
    'content-length': answer.bytes.byteLength,
    ...answer.headers,
  })
  response.end(answer.bytes)
}

/** An answer in JSON. */
export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, contentType: 'application/json', bytes: Buffer.from(JSON.stringify(value)) }
}

/** An id under which the log holds why a request was refused; the answer tells nothing else. */
export function newErrorId(): string {
  return randomBytes(6).toString('hex')
}
