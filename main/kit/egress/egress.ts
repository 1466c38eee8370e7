import {
  type ClientRequest,
  type IncomingHttpHeaders,
  Agent as PlainAgent,
  request as plainRequest,
} from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import type { Readable } from 'node:stream'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { Clock } from '../clock.ts'
import { systemCode } from '../system-code.ts'
import { type AgentDoor, openAgentDoor } from './agent-door.ts'
import { type Meter, startMeter } from './meter.ts'
import { upstreamFor, usableProxies } from './way-out.ts'

/** A request to another machine. */
export interface EgressRequest {
  /** Which feature asks and why, e.g. `model`. */
  readonly purpose: string
  /** `https:`, or `http:` to this machine. */
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Readable | Uint8Array | null
  readonly signal?: AbortSignal
  /** Ends the exchange when nothing moves for so long. */
  readonly idleTimeoutMs: number
  /** Lets a request to this machine through in offline mode; one to another machine is refused as ever. */
  readonly staysHere?: boolean
}

/** An answer whose body still streams in, as it came over the wire (not decompressed). */
export interface EgressResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Readable
}

/** Why there is no answer; `cause` is the system's code, without address or content. */
export interface EgressFailure {
  readonly kind: 'offline' | 'unreachable' | 'aborted' | 'forbidden'
  readonly cause: string
}

/** The one door out of this program; follows no redirect and adds no header. */
export interface Egress {
  request(request: EgressRequest): Promise<Result<EgressResponse, EgressFailure>>
  /**
   * Opens a way out for the agent of a session, which its program and tools use as their proxy; null
   * with another purpose is for a program that this app asks something itself.
   */
  openDoor(session: string | null, purpose?: string): Promise<AgentDoor>
  /** Ends every exchange that is under way, as when offline mode begins. */
  cut(): void
  /** Closes idle connections. */
  close(): void
}

/** What the door needs. */
export interface EgressDeps {
  /** Called once for each exchange, when it is over or refused; never with path, headers or content. */
  record(entry: EgressEntry): void
  offline(): boolean
  readonly clock: Clock
  /** Where `HTTPS_PROXY` and its kin are read from; no proxy when absent. */
  readonly proxyEnv?: NodeJS.ProcessEnv
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Builds the door; every exchange is recorded and none is made offline. */
export function createEgress(deps: EgressDeps): Egress {
  const proxy = deps.proxyEnv ? { proxyEnv: usableProxies(deps.proxyEnv) } : {}
  const plain = new PlainAgent({ keepAlive: true })
  const tls = new TlsAgent({ keepAlive: true, ...proxy })
  const doors = new Set<AgentDoor>()
  const running = new Set<() => void>()
  return {
    async openDoor(session, purpose) {
      const named = purpose === undefined ? {} : { purpose }
      const door = await openAgentDoor({ ...deps, session, ...named })
      doors.add(door)
      const close = async () => {
        doors.delete(door)
        await door.close()
      }
      return { ...door, close }
    },
    cut() {
      for (const door of doors) door.cut()
      for (const end of [...running]) end()
    },
    async request(wanted) {
      const url = new URL(wanted.url)
      const isTls = url.protocol === 'https:'
      if (!isTls && !isPlainHere(url)) {
        return err({ kind: 'forbidden', cause: 'not https' })
      }
      const begun = begin(url, wanted, deps)
      if (!begun.ok) return begun
      const meter = begun.value
      const options = {
        agent: isTls ? tls : plain,
        method: wanted.method,
        headers: { ...wanted.headers },
        timeout: wanted.idleTimeoutMs,
        ...(wanted.signal ? { signal: wanted.signal } : {}),
      }
      const outgoing = isTls ? tlsRequest(url, options) : plainRequest(url, options)
      const end = () => {
        meter.end('aborted')
        outgoing.destroy(new Error('offline mode'))
      }
      running.add(end)
      outgoing.on('close', () => running.delete(end))
      return exchange(outgoing, wanted, meter)
    },
    close() {
      plain.destroy()
      tls.destroy()
    },
  }
}

/** Measures from now on; fails, on record, where nothing goes out to that address at this moment. */
function begin(url: URL, wanted: EgressRequest, deps: EgressDeps): Result<Meter, EgressFailure> {
  const { clock } = deps
  const record = (entry: EgressEntry) => deps.record(entry)
  const meter = startMeter({ clock, record, url, purpose: wanted.purpose })
  if (deps.offline() && !isLoopback(url, wanted)) {
    meter.end('offline')
    return err({ kind: 'offline', cause: 'offline mode' })
  }
  if (upstreamFor(url, deps.proxyEnv) !== 'unusable') return ok(meter)
  meter.end('failed')
  return err({ kind: 'unreachable', cause: 'the proxy of the environment cannot be used' })
}

/** Unencrypted, which only this machine's own addresses may be. */
function isPlainHere({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && LOOPBACK.has(hostname)
}

/** Asked for and true: nothing of such a request leaves the machine. */
function isLoopback({ hostname }: URL, { staysHere }: EgressRequest): boolean {
  return staysHere === true && LOOPBACK.has(hostname)
}

function exchange(
  outgoing: ClientRequest,
  wanted: EgressRequest,
  meter: Meter,
): Promise<Result<EgressResponse, EgressFailure>> {
  const isOurs = () => wanted.signal?.aborted === true
  return new Promise((resolve) => {
    let isAnswered = false
    const endEarly = () => {
      if (isOurs()) meter.end('aborted')
      else meter.end(isAnswered ? 'cut' : 'failed')
    }
    outgoing.on('socket', (socket) => meter.watch(socket))
    outgoing.on('timeout', () => outgoing.destroy(new Error('idle', { cause: 'ETIMEDOUT' })))
    outgoing.on('error', (error) => {
      endEarly()
      resolve(err({ kind: isOurs() ? 'aborted' : 'unreachable', cause: causeOf(error) }))
    })
    outgoing.on('response', (incoming) => {
      isAnswered = true
      incoming.on('close', () => {
        if (incoming.complete) meter.end('answered')
        else endEarly()
      })
      resolve(ok({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: incoming }))
    })
    sendBody(outgoing, wanted.body)
  })
}

function sendBody(outgoing: ClientRequest, body: EgressRequest['body']): void {
  if (body === null || body instanceof Uint8Array) {
    outgoing.end(body ?? undefined)
    return
  }
  body.on('error', (error) => outgoing.destroy(error))
  body.pipe(outgoing)
}

function causeOf(error: Error): string {
  return error.cause === 'ETIMEDOUT' ? 'ETIMEDOUT' : systemCode(error)
}
