import { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'

type Commands = Protocol.CommandParameters
type Replies = Protocol.CommandReturnValues
type Events = Protocol.Events

/** A request that Chromium holds until the host answers it. */
export type Paused = Events['Fetch.requestPaused']

/** One CDP session, the browser's or a page's: typed commands out, typed events in. */
export interface CdpSession {
  send<M extends keyof Commands>(method: M, params?: Commands[M]): Promise<Replies[M]>
  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => unknown): void
}

/** Speaks CDP over Chromium's pipe, JSON ended by NUL; returns the way to each session. */
export function connectPipe(output: Duplex, input: Duplex): (sessionId?: string) => CdpSession {
  const waiting = new Map<number, PromiseWithResolvers<never>>()
  const events = new EventEmitter()
  let [lastId, partial] = [0, '']
  input.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (partial + chunk).split('\0')
    partial = texts.pop() ?? ''
    for (const text of texts) {
      const { id, error, result, sessionId, method, params } = JSON.parse(text)
      if (error) waiting.get(id)?.reject(new Error(error.message))
      else if (id) waiting.get(id)?.resolve(result as never)
      else events.emit(`${sessionId} ${method}`, params)
      waiting.delete(id)
    }
  })
  // What is written into a closing pipe needs no answer: the host ends with Chromium.
  output.on('error', () => undefined)
  return (sessionId) => ({
    on: (event, listener) => void events.on(`${sessionId} ${event}`, listener),
    send: (method, params) => {
      const reply = Promise.withResolvers<never>()
      waiting.set(++lastId, reply)
      output.write(`${JSON.stringify({ id: lastId, sessionId, method, params })}\0`)
      return reply.promise
    },
  })
}
