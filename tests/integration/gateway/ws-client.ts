import { WebSocket } from 'ws'
import type { ClientFrame, ServerFrame } from '../../../shared/rpc/frames.ts'

const patienceMs = 10_000

/** A client of the socket door that keeps what it was sent. */
export interface WsClient {
  readonly socket: WebSocket
  readonly frames: ServerFrame[]
  write(frame: ClientFrame | object): void
  /** Resolves when `done` holds for what came so far; throws after ten seconds. */
  until(done: (frames: readonly ServerFrame[]) => boolean): Promise<void>
  call(procedure: string, input: unknown, id: string): Promise<unknown>
  /** The code with which the socket was closed. */
  readonly closed: Promise<number>
}

/** Opens a socket and shows the token; `hello` replaces the first frame, null leaves it out. */
export async function openWsClient(
  server: { readonly port: number; readonly origin: string },
  token: string,
  hello: unknown = { kind: 'hello', token },
): Promise<WsClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws`, { origin: server.origin })
  const frames: ServerFrame[] = []
  const listeners = new Set<() => void>()
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)) as ServerFrame)
    for (const listener of [...listeners]) listener()
  })
  socket.on('error', () => socket.terminate())
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), closed])
  const write = (frame: object) => socket.send(JSON.stringify(frame))
  if (hello !== null) socket.send(typeof hello === 'string' ? hello : JSON.stringify(hello))

  const until = (done: (frames: readonly ServerFrame[]) => boolean) =>
    new Promise<void>((resolve, reject) => {
      const give = (settle: () => void) => {
        clearTimeout(timer)
        listeners.delete(look)
        settle()
      }
      const late = () => give(() => reject(new Error(`after ${frames.length} frames: not yet`)))
      const timer = setTimeout(late, patienceMs)
      const look = () => done(frames) && give(resolve)
      listeners.add(look)
      look()
      void closed.then((code) => give(() => reject(new Error(`closed with ${code}`))))
    })

  const answerTo = (id: string) =>
    frames.find((frame) => frame.kind === 'result' && String(frame.id) === id)
  return {
    socket,
    frames,
    write,
    until,
    closed,
    async call(procedure, input, id) {
      write({ kind: 'call', id, procedure, input })
      await until(() => answerTo(id) !== undefined)
      const answer = answerTo(id)
      return answer?.kind === 'result' ? answer.outcome : undefined
    },
  }
}
