import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import type { InputOf, OutputOf, ProcedureName } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/kit/failure.ts'
import type { Result } from '../../../shared/kit/result.ts'
import {
  type Cursor,
  type Outcome,
  type ServerFrame,
  serverFrameSchema,
} from '../../../shared/rpc/frames.ts'
import { until } from './until.ts'

/** Where a running app is spoken to, and the token that its ticket bought. */
export interface Door {
  readonly origin: string
  readonly token: string
}

/** A numbered event as it came over the socket. */
export type EventFrame = Extract<ServerFrame, { kind: 'event' }>

/** A client of a running app, over its socket alone. */
export interface AppClient {
  call<N extends ProcedureName>(
    name: N,
    input: InputOf<N>,
    id?: string,
  ): Promise<Result<OutputOf<N>, Failure>>
  /** The same, for calls that must succeed. */
  ask<N extends ProcedureName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>
  follow(topic: string, after: Cursor | null): void
  write(frame: object): void
  /** Every event of a topic so far, in the order of arrival. */
  events(topic: string): readonly EventFrame[]
  resets(topic: string): number
  /** Results that came for a command id. */
  results(id: string): readonly Outcome[]
  /** The code with which the socket was closed. */
  readonly closed: Promise<number>
  /** Goes without a word, as when a cable is pulled. */
  cut(): Promise<void>
}

/** Buys the token for the ticket of a printed address. */
export async function enter(address: string): Promise<Door> {
  const { origin, hash } = new URL(address)
  const ticket = hash.replace('#ticket=', '')
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ ticket }),
    signal: AbortSignal.timeout(20_000),
  })
  if (answer.status !== 200) throw new Error(`the ticket was answered with ${answer.status}`)
  const { token } = (await answer.json()) as { readonly token: string }
  return { origin, token }
}

/** Opens a socket and shows the token. */
export async function openClient({ origin, token }: Door): Promise<AppClient> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, { origin })
  const events = new Map<string, EventFrame[]>()
  const resets = new Map<string, number>()
  const results = new Map<string, Outcome[]>()

  const take = (frame: ServerFrame) => {
    if (frame.kind === 'event') {
      events.set(frame.topic, [...(events.get(frame.topic) ?? []), frame])
    } else if (frame.kind === 'reset') {
      resets.set(frame.topic, (resets.get(frame.topic) ?? 0) + 1)
    } else {
      results.set(frame.id, [...(results.get(frame.id) ?? []), frame.outcome])
    }
  }
  socket.on('message', (data) => take(serverFrameSchema.parse(JSON.parse(String(data)))))
  socket.on('error', () => socket.terminate())
  let isClosed = false
  const closed = new Promise<number>((resolve) => {
    socket.once('close', (code) => {
      isClosed = true
      resolve(code)
    })
  })
  await until('an open socket', () => socket.readyState === socket.OPEN || isClosed)
  if (isClosed) throw new Error(`the socket was refused with ${await closed}`)
  const write = (frame: object) => socket.send(JSON.stringify(frame))
  write({ kind: 'hello', token })

  async function call<N extends ProcedureName>(
    procedure: N,
    input: InputOf<N>,
    id: string = randomUUID(),
  ): Promise<Result<OutputOf<N>, Failure>> {
    write({ kind: 'call', id, procedure, input })
    await until(`the answer to ${procedure}`, () => {
      if (isClosed && !results.has(id)) throw new Error(`${procedure}: the socket was closed`)
      return results.has(id)
    })
    const outcome = results.get(id)?.[0]
    if (!outcome) throw new Error('no answer')
    return outcome as Result<OutputOf<N>, Failure>
  }

  return {
    call,
    async ask(name, input) {
      const answer = await call(name, input)
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`)
      return answer.value
    },
    follow: (topic, after) => write({ kind: 'subscribe', topic, after }),
    write,
    events: (topic) => events.get(topic) ?? [],
    resets: (topic) => resets.get(topic) ?? 0,
    results: (id) => results.get(id) ?? [],
    closed,
    async cut() {
      socket.terminate()
      await closed
    },
  }
}
