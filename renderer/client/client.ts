import type { InputOf, OutputOf, ProcedureName } from '../../shared/contract.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { CommandId } from '../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Cursor, StreamFrame, Topic } from '../../shared/rpc/frames.ts'
import type { ConnectionStatus, Wire } from './wire.ts'

/** One event of a stream, without its wire clothing. */
export interface StreamEvent {
  readonly seq: number
  readonly epoch: string
  readonly name: string
  readonly payload: unknown
}

/** What a subscriber hands in. */
export interface Subscription {
  /** The last event already held; null means live events only. */
  readonly after: Cursor | null
  onEvent(event: StreamEvent): void
  /** The stream cannot go on without a gap: nothing more comes, take a new snapshot and subscribe anew. */
  onReset(): void
}

/** The one client: typed calls with a command id each, numbered streams, the state of the connection. */
export interface Client {
  readonly wire: Wire['kind']
  call<N extends ProcedureName>(name: N, input: InputOf<N>): Promise<Result<OutputOf<N>, Failure>>
  subscribe(topic: Topic, subscription: Subscription): () => void
  connection(): ConnectionStatus
  onConnection(listener: () => void): () => void
  retryNow(): void
  close(): void
}

/** What the client is built from; `checkOutput` throws on an answer that the contract does not allow (tests and development). */
export interface ClientDeps {
  readonly wire: Wire
  readonly newId?: () => string
  readonly checkOutput?: (name: ProcedureName, value: unknown) => void
}

type Step = 'deliver' | 'skip' | 'gap'

function stepOf(cursor: Cursor | null, frame: Extract<StreamFrame, { kind: 'event' }>): Step {
  if (cursor === null || (frame.epoch === cursor.epoch && frame.seq === cursor.seq + 1)) {
    return 'deliver'
  }
  return frame.epoch === cursor.epoch && frame.seq <= cursor.seq ? 'skip' : 'gap'
}

function follow(wire: Wire, topic: Topic, subscription: Subscription): () => void {
  let cursor = subscription.after
  let ended = false
  let leave: (() => void) | null = null
  const end = () => {
    ended = true
    leave?.()
    leave = null
  }
  const take = (frame: StreamFrame) => {
    if (ended) return
    const step = frame.kind === 'reset' ? 'gap' : stepOf(cursor, frame)
    if (frame.kind === 'event' && step === 'deliver') {
      const { epoch, seq, name, payload } = frame
      cursor = { epoch, seq }
      subscription.onEvent({ epoch, seq, name, payload })
    } else if (step === 'gap') {
      end()
      subscription.onReset()
    }
  }
  leave = wire.subscribe(topic, () => cursor, take)
  // A wire may deliver while it subscribes, and the stream may have ended in that moment.
  if (ended) end()
  return end
}

/** Builds the client over one wire. */
export function createClient(deps: ClientDeps): Client {
  const { wire, checkOutput } = deps
  const newId = deps.newId ?? (() => crypto.randomUUID())
  return {
    wire: wire.kind,
    async call<N extends ProcedureName>(name: N, input: InputOf<N>) {
      const outcome = await wire.call(name, input, newId() as CommandId)
      if (!outcome.ok) return err(outcome.error)
      checkOutput?.(name, outcome.value)
      return ok(outcome.value as OutputOf<N>)
    },
    subscribe: (topic, subscription) => follow(wire, topic, subscription),
    connection: () => wire.status(),
    onConnection: (listener) => wire.onStatus(listener),
    retryNow: () => wire.retryNow(),
    close: () => wire.close(),
  }
}
