import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { z } from 'zod'

/** What a question looked like on the wire. */
export interface WireQuestion {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly model: string
  readonly system: string
  readonly data: string
  /** The body as it came. */
  readonly raw: string
}

/** How the server treats a question: the text of a model, or one of the ways in which servers fail. */
export type Reply =
  | { readonly text: string }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly body: string; readonly type?: string }
  | { readonly finish: string; readonly text: string }
  | { readonly trouble: 'hang' | 'drip' | 'huge' | 'cut' | 'reset' }

/** A server on the loopback that speaks the Messages API and chat completions, by its path. */
export interface ModelServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly questions: readonly WireQuestion[]
  close(): Promise<void>
}

const message = z.object({ role: z.string(), content: z.string() })
const bodySchema = z.object({
  model: z.string(),
  system: z.string().optional(),
  messages: z.array(message),
})

/** Starts the server; `reply` decides about each question. */
export async function startModelServer(
  reply: (question: WireQuestion) => Reply | Promise<Reply>,
): Promise<ModelServer> {
  const questions: WireQuestion[] = []
  const sockets = new Set<Socket>()
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const raw = Buffer.concat(parts).toString('utf8')
    const { url: path = '', headers } = request
    const { model, system, messages } = bodySchema.parse(JSON.parse(raw))
    const said = (role: string) => messages.find((one) => one.role === role)?.content ?? ''
    const question = {
      path,
      headers,
      model,
      raw,
      system: system ?? said('system'),
      data: said('user'),
    }
    questions.push(question)
    answer(response, path, await reply(question))
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    questions,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function answer(response: ServerResponse, path: string, reply: Reply): void {
  if ('trouble' in reply) {
    troubles[reply.trouble]?.(response)
    return
  }
  if ('status' in reply) {
    response.writeHead(reply.status, reply.headers ?? {}).end('{"error":"by the test"}')
    return
  }
  const { body, type = 'application/json' } =
    'body' in reply ? reply : { body: JSON.stringify(shaped(path, reply)), type: undefined }
  response.writeHead(200, { 'content-type': type }).end(body)
}

const troubles: Readonly<Record<string, (response: ServerResponse) => void>> = {
  hang: () => undefined,
  drip(response) {
    response.writeHead(200, { 'content-type': 'application/json' })
    const timer = setInterval(() => response.write(' '), 50)
    response.on('close', () => clearInterval(timer))
  },
  huge(response) {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(`{"x":"${'y'.repeat(400_000)}"}`)
  },
  cut(response) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
    response.write('{"half":')
    setTimeout(() => response.destroy(), 20)
  },
  reset: (response) => void response.destroy(),
}

function shaped(path: string, reply: { readonly text: string; readonly finish?: string }): object {
  const { text, finish } = reply
  if (path.endsWith('/chat/completions')) {
    const choice = {
      index: 0,
      finish_reason: finish ?? 'stop',
      message: { role: 'assistant', content: text },
    }
    return { id: 'c', object: 'chat.completion', choices: [choice] }
  }
  const content = [{ type: 'text', text }]
  return { id: 'm', type: 'message', role: 'assistant', stop_reason: finish ?? 'end_turn', content }
}
