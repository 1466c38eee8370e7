import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseFrame } from '../../../main/gateway/local-server/parse-frame.ts'
import { type OpenedServer, openServer } from './open-server.ts'
import { openWsClient } from './ws-client.ts'

let server: OpenedServer
let token: string
beforeAll(async () => {
  server = await openServer({ limits: { mostUnproven: 4_096 } })
  token = await server.token()
})
afterAll(() => server.stop())

const seed = 20_261_121
const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) =>
  fc.sample(arbitrary, { seed, numRuns: count })

/** Frames that are nearly right: one part of a good frame replaced by anything. */
const nearly = fc
  .tuple(
    fc.constantFrom(
      { kind: 'call', id: 'x1', procedure: 'sessions.list', input: {} },
      { kind: 'subscribe', topic: 'app', after: null },
      { kind: 'unsubscribe', topic: 'app' },
      { kind: 'hello', token: '0'.repeat(64) },
    ),
    fc.constantFrom('kind', 'id', 'procedure', 'input', 'topic', 'after', 'token', '__proto__'),
    fc.anything({ maxDepth: 3 }),
  )
  .map(([frame, key, value]) => ({ ...frame, [key]: value }))

function toText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined'
  } catch {
    return String(typeof value)
  }
}

const texts = fc.oneof(
  { weight: 3, arbitrary: nearly.map(toText) },
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    '{',
    '[',
    '"',
    '['.repeat(50_000),
    '{"a":'.repeat(20_000),
    '\0',
    '1e999',
    '{"kind":"call"}',
  ),
)

/** Sends each text as the first frame of a socket of its own. */
async function knock(text: string): Promise<{ code: number; frames: number }> {
  const client = await openWsClient(server, '', text)
  client.write({ kind: 'call', id: 'after', procedure: 'sessions.list', input: {} })
  const code = await client.closed
  return { code, frames: client.frames.length }
}

test('of 1,000 malformed first frames none opens the door', async () => {
  const ran = server.app.ran.length
  const all = sample(texts, 1_000)
  for (let at = 0; at < all.length; at += 50) {
    const answers = await Promise.all(all.slice(at, at + 50).map(knock))
    for (const answer of answers) expect(answer).toEqual({ code: 4401, frames: 0 })
  }
  expect(server.app.ran.length).toBe(ran)
})

/** Sends the text on an open connection, then a good call: either the socket is closed or the call is answered. */
async function disturb(text: string): Promise<'closed' | 'answered'> {
  const client = await openWsClient(server, token)
  client.socket.send(text)
  client.write({ kind: 'call', id: 'after', procedure: 'sessions.list', input: {} })
  const answered = client.until((frames) =>
    frames.some((frame) => frame.kind === 'result' && String(frame.id) === 'after'),
  )
  const ended = await Promise.race([answered.then(() => 'answered' as const), client.closed])
  if (ended === 'answered') {
    client.socket.close()
    return ended
  }
  expect(ended).toBe(4400)
  answered.catch(() => undefined)
  return 'closed'
}

test('3,000 malformed frames behind the door crash nothing and run nothing they should not', async () => {
  const all = sample(texts, 3_000)
  const ends: string[] = []
  for (let at = 0; at < all.length; at += 50) {
    ends.push(...(await Promise.all(all.slice(at, at + 50).map(disturb))))
  }
  expect(ends.filter((end) => end === 'closed').length).toBeGreaterThan(1_000)
  expect(ends.filter((end) => end === 'answered').length).toBeGreaterThan(100)
  expect(new Set(server.app.ran)).toEqual(new Set(['sessions.list']))
  expect(server.app.log.join('\n')).not.toContain('incidentId')
}, 120_000)

test('binary frames and broken text close the socket', async () => {
  const binary = await openWsClient(server, token)
  binary.socket.send(Buffer.from([1, 2, 3]))
  expect(await binary.closed).toBe(1003)
  const broken = await openWsClient(server, token)
  broken.socket.send(Buffer.from([0xff, 0xfe, 0xfd]), { binary: false })
  expect(await broken.closed).toBe(1007)
})

test('a key __proto__ does nothing, however it is spelled', () => {
  const spellings = [
    '{"a":1,"__proto__":{"isAdmin":true}}',
    '{"a":1,"\\u005f_proto__":{"isAdmin":true}}',
    '{"a":1,"_\\u005Fproto\\u005f_":{"isAdmin":true}}',
    '{"a":1,"b":{"\\u005f\\u005f\\u0070roto__":{"isAdmin":true}}}',
    '{"a":1,"__prot\\u006f__":{"isAdmin":true}}',
  ]
  for (const text of spellings) {
    const parsed = parseFrame(Buffer.from(text))
    expect(JSON.stringify(parsed), text).not.toContain('isAdmin')
  }
})
