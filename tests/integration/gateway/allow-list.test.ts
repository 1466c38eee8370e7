import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAllowList } from '../../../main/gateway/local-server/allow-list.ts'
import { hostCases } from './host-cases.ts'
import { type OpenedServer, openServer } from './open-server.ts'
import { rawHttp, requestBytes, statusOf, upgradeLines } from './raw-http.ts'

let server: OpenedServer

beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server.stop())

/** Who got in, over a real connection, at each of the three doors. */
async function tryDoors(lines: readonly string[]) {
  const body = JSON.stringify({ ticket: server.ticket() })
  const read = await rawHttp(server.port, requestBytes('GET / HTTP/1.1', lines))
  const exchange = await rawHttp(server.port, requestBytes('POST /session HTTP/1.1', lines, body))
  const socketLines = [...lines, ...upgradeLines]
  const request = `${['GET /ws HTTP/1.1', ...socketLines].join('\r\n')}\r\n\r\n`
  const socket = await rawHttp(server.port, request)
  return {
    mayRead: read.includes('<title>page</title>') || statusOf(read) === 200,
    mayExchange: exchange.includes('"token"') || statusOf(exchange) === 200,
    mayOpen: statusOf(socket) === 101,
  }
}

test('of at least 200 strange ways to address the server, none is let in', async () => {
  const cases = hostCases(server.port)
  const refusals = cases.filter(({ mayEnter }) => !mayEnter)
  expect(refusals.length).toBeGreaterThanOrEqual(200)
  expect(new Set(refusals.map(({ lines }) => lines.join('|'))).size).toBeGreaterThanOrEqual(200)
  const wrong: string[] = []
  for (const { lines, mayRead, mayEnter } of cases) {
    const got = await tryDoors(lines)
    const wanted = { mayRead, mayExchange: mayEnter, mayOpen: mayEnter }
    if (JSON.stringify(got) !== JSON.stringify(wanted)) {
      wrong.push(`${lines.join(' | ')}: ${JSON.stringify(got)}`)
    }
  }
  expect(wrong).toEqual([])
})

test('a good token opens a socket without an Origin, a strange Host never', async () => {
  const bearer = `Authorization: Bearer ${await server.token()}`
  const ask = async (...lines: string[]) => {
    const all = ['GET /ws HTTP/1.1', ...lines, ...upgradeLines]
    return statusOf(await rawHttp(server.port, `${all.join('\r\n')}\r\n\r\n`))
  }
  const host = `Host: 127.0.0.1:${server.port}`
  expect(await ask(host, bearer)).toBe(101)
  expect(await ask(host, bearer, 'Origin: http://evil.com')).toBe(403)
  expect(await ask('Host: evil.com', bearer)).toBe(403)
  expect(await ask(host, bearer, bearer)).toBe(403)
  expect(await ask(host, `Authorization: Bearer ${'0'.repeat(64)}`)).toBe(403)
  expect(await ask(host, `Origin: ${server.origin}`, 'Authorization: Bearer x')).toBe(401)
})

test('on port 80 browsers leave the port out, and so does the list', () => {
  const list = createAllowList(80)
  const ask = (host: string, origin: string) =>
    list.refuse(
      { url: '/', headers: { host: [host], origin: [origin] } },
      { originOptional: false },
    )
  expect(ask('127.0.0.1', 'http://127.0.0.1')).toBeNull()
  expect(ask('localhost', 'http://localhost')).toBeNull()
  expect(ask('127.0.0.1:80', 'http://127.0.0.1:80')).toBe('host')
  expect(ask('127.0.0.1', 'http://localhost')).toBe('origin')
})

test.each(['http://evil.com/', '//evil.com/', '*', 'evil.com:80', ''])(
  'a request for “%s” is none of ours',
  (url) => {
    const headers = { host: ['127.0.0.1:5000'] }
    expect(createAllowList(5_000).refuse({ url, headers }, { originOptional: true })).toBe(
      'address',
    )
  },
)
