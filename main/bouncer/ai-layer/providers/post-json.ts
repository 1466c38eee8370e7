import type { Readable } from 'node:stream'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import type { Egress } from '../../../kit/egress/index.ts'
import type { ProviderFailure } from './provider.ts'

/** What a request to a model server is made of. */
export interface JsonPost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly signal: AbortSignal
  /** Stays on this machine, so that offline mode lets it through. */
  readonly staysHere?: boolean
}

/** By this the ledger names what is sent. */
export const purpose = 'ai-review'

const mostBytes = 256 * 1024
const idleTimeoutMs = 15_000
const retryAfterMs = 250

/** Posts JSON through the door and reads JSON; one try more where the service was not reached or is busy. */
export async function postJson(
  egress: Egress,
  post: JsonPost,
): Promise<Result<unknown, ProviderFailure>> {
  const first = await postOnce(egress, post)
  if (first.ok || !isPassing(first.error) || post.signal.aborted) return first
  await new Promise((resolve) => setTimeout(resolve, retryAfterMs))
  return post.signal.aborted ? first : postOnce(egress, post)
}

const isPassing = (failed: ProviderFailure) => failed === 'unreachable'

async function postOnce(egress: Egress, post: JsonPost): Promise<Result<unknown, ProviderFailure>> {
  const { url, headers, body, signal, staysHere = false } = post
  const answered = await egress.request({
    ...{ purpose, url, method: 'POST', signal, idleTimeoutMs, staysHere },
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  })
  if (!answered.ok) return err(failureOf(answered.error.kind))
  const { status, headers: given, body: stream } = answered.value
  if (status !== 200) {
    stream.destroy()
    return err(status === 408 || status === 429 || status >= 500 ? 'unreachable' : 'refused')
  }
  if (!/^application\/json\b/i.test(given['content-type'] ?? '') || given['content-encoding']) {
    stream.destroy()
    return err('unusable')
  }
  return readJson(stream, signal)
}

function failureOf(kind: 'offline' | 'unreachable' | 'aborted' | 'forbidden'): ProviderFailure {
  if (kind === 'offline') return 'offline'
  if (kind === 'forbidden') return 'not-set-up'
  return kind === 'aborted' ? 'timed-out' : 'unreachable'
}

async function readJson(
  stream: Readable,
  signal: AbortSignal,
): Promise<Result<unknown, ProviderFailure>> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of stream) {
      const bytes = Buffer.from(part)
      size += bytes.length
      if (size > mostBytes) {
        stream.destroy()
        return err('unusable')
      }
      parts.push(bytes)
    }
  } catch {
    // Cut on the way: by our own limit, or by the other side.
    return err(signal.aborted ? 'timed-out' : 'unreachable')
  }
  try {
    return ok(JSON.parse(Buffer.concat(parts).toString('utf8')))
  } catch {
    return err('unusable')
  }
}
