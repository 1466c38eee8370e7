import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from '../../kit/logger.ts'
import type { PageFiles } from '../../kit/page-files.ts'
import type { AllowList } from './allow-list.ts'
import { type Answer, jsonAnswer, newErrorId, writeAnswer } from './answer.ts'
import type { Tickets } from './tickets.ts'

const mostBodyBytes = 1_024

/** What the plain HTTP side of the server is built from. */
export interface RequestsDeps {
  readonly allowList: AllowList
  readonly tickets: Tickets
  readonly pageFiles: PageFiles
  readonly logger: Logger
}

type Refused = { readonly status: number; readonly why: string }
type Reply = Answer | Refused

/** The body as text; null when it is longer than any ticket. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBodyBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function offerIn(body: string): { readonly ticket?: unknown; readonly claim?: unknown } {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {}
  }
}

/** Answers every request that is no socket; never throws. */
export function createRequests(
  deps: RequestsDeps,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { allowList, tickets, pageFiles, logger } = deps

  const exchange = async (request: IncomingMessage): Promise<Reply> => {
    if (request.headers['content-type'] !== 'application/json') {
      return { status: 415, why: 'content type' }
    }
    const body = await readBody(request)
    if (body === null) return { status: 413, why: 'body too long' }
    const { ticket, claim } = offerIn(body)
    const token = tickets.redeem(ticket, claim)
    return token
      ? jsonAnswer(200, { token: token.expose() })
      : { status: 401, why: 'no such ticket' }
  }

  const find = async (path: string): Promise<Reply> => {
    const file = await pageFiles.find(path)
    return file ? { status: 200, ...file } : { status: 404, why: 'no such file' }
  }

  const read = (path: string): Answer | Promise<Reply> =>
    path === '/health' ? jsonAnswer(200, { status: 'alive' }) : find(path)

  const write = (path: string, request: IncomingMessage): Refused | Promise<Reply> =>
    path === '/session' ? exchange(request) : { status: 404, why: 'no such door' }

  const reply = async (request: IncomingMessage): Promise<Reply> => {
    const { method, url = '', headersDistinct: headers } = request
    const isRead = method === 'GET' || method === 'HEAD'
    if (!isRead && method !== 'POST') return { status: 405, why: `method ${method}` }
    const refusal = allowList.refuse({ url, headers }, { originOptional: isRead })
    if (refusal) return { status: 403, why: refusal }
    const path = url.replace(/\?.*$/s, '')
    return isRead ? read(path) : write(path, request)
  }

  const refuse = (response: ServerResponse, { status, why }: Refused) => {
    const errorId = newErrorId()
    logger.warn('request refused', { errorId, status, why })
    // The rest of a body that nobody reads must not hold the connection.
    const headers = { connection: 'close' }
    writeAnswer(response, { ...jsonAnswer(status, { errorId }), headers })
  }

  return (request, response) => {
    reply(request).then(
      (made) => ('why' in made ? refuse(response, made) : writeAnswer(response, made)),
      (error: unknown) => {
        if (response.destroyed) return
        const errorId = logger.incident(error, { method: request.method })
        writeAnswer(response, jsonAnswer(500, { errorId }))
      },
    )
  }
}
