import { EventEmitter } from 'node:events'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDispatch } from '../../../main/gateway/dispatch.ts'
import { type IpcDeps, serveIpc } from '../../../main/gateway/ipc/serve-ipc.ts'
import { parseFrame } from '../../../main/gateway/local-server/parse-frame.ts'
import type { Handlers } from '../../../main/kit/handlers.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { brand } from '../../../shared/brand.ts'
import { contract } from '../../../shared/contract.ts'
import { channels } from '../../../shared/rpc/channels.ts'
import type { Procedure } from '../../../shared/rpc/define.ts'
import { clientFrameSchema } from '../../../shared/rpc/frames.ts'
import { createRandom } from '../app/random.ts'
import { openServer } from './open-server.ts'
import { createSmallApp } from './small-app.ts'
import { openWsClient } from './ws-client.ts'

const messages = 100_000
/** So many lie in memory at a time. */
const chunk = 10_000
const seed = 20_261_121

const procedures = Object.entries(contract).flatMap(([name, entry]) =>
  entry.type === 'procedure' ? [[name, entry as Procedure] as const] : [],
)

/** Rare, because all of it really goes over the socket. */
const huge = 'x'.repeat(600_000)
const long = 'x'.repeat(2_000)
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    '\0',
    '../../etc',
    '__proto__',
    'constructor',
    long,
    -1,
    1e308,
    null,
  ),
  fc.constantFrom<unknown>(Number.NaN, undefined, true, [], {}, [[[[]]]], 2 ** 53, '2026-01-01'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.anything({ maxDepth: 2, withNullPrototype: true }),
)

/** Odd values, made once: putting messages together from them is a hundred times quicker than making each anew. */
const oddValues = fc.sample(odd, { seed, numRuns: 20_000 })
const oddNames = [
  ...['', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'app.snapshot '],
  ...fc.sample(fc.string({ maxLength: 100 }), { seed, numRuns: 200 }),
]
const keysOf = new Map(
  procedures.map(([known, { input }]) => {
    const own = 'shape' in input ? Object.keys(input.shape as object) : []
    return [known, [...own, ...own, 'extra', 'toString', '__proto__']] as const
  }),
)

interface OddMessage {
  readonly kind: unknown
  readonly id: unknown
  readonly procedure: unknown
  readonly input: unknown
}

/** The messages in their order, the same in each run. */
function* oddMessages(): Generator<OddMessage> {
  const random = createRandom(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  /** Inputs that have a procedure's own keys with odd values, and keys that it does not have. */
  const inputFor = (procedure: string): unknown => {
    if (random() < 0.15) return pick(oddValues)
    const keys = keysOf.get(procedure) ?? ['extra']
    const count = Math.floor(random() * 6)
    const rows = Array.from({ length: count }, () => [pick(keys), pick(oddValues)] as const)
    return Object.fromEntries(rows)
  }
  for (let at = 0; at < messages; at += 1) {
    const procedure = random() < 0.8 ? (pick(procedures)[0] ?? '') : pick(oddNames)
    // Nearly all are calls, so that they reach the contract; the rest are no frames at all.
    yield {
      kind: random() < 0.995 ? 'call' : pick(oddValues),
      id: random() < 0.995 ? `id-${at}` : pick(oddValues),
      procedure,
      input: random() < 0.0005 ? { text: huge } : inputFor(procedure),
    }
  }
}

/** The messages, so many at a time as may lie in memory. */
function* chunks(): Generator<readonly OddMessage[]> {
  let part: OddMessage[] = []
  for (const one of oddMessages()) {
    part.push(one)
    if (part.length < chunk) continue
    yield part
    part = []
  }
}

/** Handlers that note whatever reaches them against what the contract lets through. */
function watchers(wrong: string[], reached: Set<string>) {
  const handlers = procedures.map(([known, { input }]) => {
    const handler = async (given: unknown) => {
      reached.add(known)
      const parsed = input.safeParse(given)
      if (!parsed.success) wrong.push(`${known} got ${JSON.stringify(given)?.slice(0, 80)}`)
      return { ok: true, value: {} }
    }
    return [known, handler] as const
  })
  return Object.fromEntries(handlers) as never as Handlers
}

/** A dispatch over every procedure of the contract that notes what went wrong. */
function watchedDispatch() {
  const wrong: string[] = []
  const reached = new Set<string>()
  const incidents: unknown[] = []
  const incident = (error: unknown) => `incident-${incidents.push(error)}`
  const logger = { ...silentLogger, incident }
  const dispatch = createDispatch({ handlers: watchers(wrong, reached), logger })
  const prototype = Object.getOwnPropertyNames(Object.prototype).sort()
  const verify = () => {
    expect(wrong).toEqual([])
    expect(incidents).toEqual([])
    // Else the messages were so odd that the contract was never asked.
    expect(reached.size).toBeGreaterThan(procedures.length / 3)
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(prototype)
  }
  return { dispatch, verify }
}

const lanes = 8
const perSocket = 200

/** What the socket's door is to make of a text: one answer, none (a stream), or the end. */
function expectedOf(text: string): 'answer' | 'nothing' | 'end' {
  const parsed = clientFrameSchema.safeParse(parseFrame(Buffer.from(text)))
  if (!parsed.success) return 'end'
  return parsed.data.kind === 'call' ? 'answer' : 'nothing'
}

test(`${messages} odd messages over real sockets: each call is answered, what is no frame closes the socket, nothing gets in that the contract does not let in`, async () => {
  const { dispatch, verify } = watchedDispatch()
  const server = await openServer({ app: { ...createSmallApp(), dispatch } })
  const token = await server.token()
  const sum = { answers: 0, ends: 0 }

  /** Sends texts until one ends the socket or enough went over it; returns how many were taken. */
  const overSocket = async (texts: readonly string[]): Promise<number> => {
    const client = await openWsClient(server, token)
    const some = texts.slice(0, perSocket).map((text) => ({ text, expected: expectedOf(text) }))
    const end = some.findIndex(({ expected }) => expected === 'end')
    const good = end < 0 ? some : some.slice(0, end)
    const answers = good.filter(({ expected }) => expected === 'answer').length
    for (const { text } of good) client.socket.send(text)
    await client.until((frames) => frames.length >= answers)
    if (end < 0) client.socket.close()
    else client.socket.send(some[end]?.text ?? '')
    expect(await client.closed).toBe(end < 0 ? 1005 : 4400)
    expect(client.frames.length).toBe(answers)
    sum.answers += answers
    sum.ends += end < 0 ? 0 : 1
    return end < 0 ? some.length : end + 1
  }
  const overLane = async (texts: readonly string[]) => {
    for (let at = 0; at < texts.length; ) at += await overSocket(texts.slice(at))
  }

  for (const part of chunks()) {
    const texts = part.map(textOf)
    const size = texts.length / lanes
    await Promise.all(
      Array.from({ length: lanes }, (_, lane) =>
        overLane(texts.slice(lane * size, (lane + 1) * size)),
      ),
    )
  }
  await server.stop()
  verify()
  expect(sum.ends).toBeGreaterThan(messages / 500)
  expect(sum.answers).toBeGreaterThan(messages * 0.9)
}, 300_000)

const ownFrame = { url: `${brand.origin}/session/1`, origin: brand.origin, parent: null }
const foreignFrame = { url: 'https://evil.example/', origin: 'https://evil.example', parent: null }

/** How the edge says no. */
const endOf: Readonly<Record<string, 'refused' | 'noCall'>> = {
  refused: 'refused',
  'not a call': 'noCall',
}

/** A page as main's edge sees it. */
class OddPage extends EventEmitter {
  readonly id = 1
  readonly sent: string[] = []
  isDestroyed() {
    return false
  }
  send(_channel: string, _page: string, text: string) {
    this.sent.push(text)
  }
}

test(`${messages} odd messages at the edge of the window's bridge: each is answered or refused, none of another page runs`, async () => {
  const { dispatch, verify } = watchedDispatch()
  const { feeds } = createSmallApp()
  const handlers = new Map<string, (...args: unknown[]) => Promise<unknown>>()
  const emitter = Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: (...args: unknown[]) => Promise<unknown>) => {
      handlers.set(channel, handler)
    },
    removeHandler: (channel: string) => handlers.delete(channel),
  })
  const ipcMain = emitter as object as IpcDeps['ipcMain']
  const isOwnWindow = (id: number) => id === 1
  const bridge = serveIpc({ ipcMain, dispatch, feeds, logger: silentLogger, isOwnWindow })
  const sender = new OddPage()
  const call = handlers.get(channels.call)
  const sum = { answered: 0, noCall: 0, refused: 0, odd: 0 }
  const ask = async (senderFrame: object, args: readonly unknown[]) => {
    try {
      const outcome = await call?.({ sender, senderFrame }, ...args)
      sum[typeof outcome === 'object' ? 'answered' : 'odd'] += 1
    } catch (error) {
      const why = (error as Error).message
      sum[endOf[why] ?? 'odd'] += 1
    }
  }
  let sent = 0
  for (const part of chunks()) {
    for (const one of part) {
      sent += 1
      const { kind, procedure, input, id } = one
      const isForeign = sent % 10 === 0
      await ask(isForeign ? foreignFrame : ownFrame, [procedure, input, id])
      if (sent % 10 === 5) {
        // The stream's channel gets whole frames, kinds of its own and names of pages.
        emitter.emit(channels.follow, { sender, senderFrame: ownFrame }, id, one)
        emitter.emit(channels.follow, { sender, senderFrame: ownFrame }, kind, procedure)
      }
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  bridge.close()
  verify()
  expect(sum.odd).toBe(0)
  expect(sum.refused).toBe(messages / 10)
  expect(sum.answered + sum.noCall + sum.refused).toBe(messages)
  expect(sum.answered).toBeGreaterThan(messages / 2)
}, 300_000)

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return '{'
  }
}
