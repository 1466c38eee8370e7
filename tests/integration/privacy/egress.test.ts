import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { placeForEachTest } from '../app/each-place.ts'
import { realClis } from '../claude/real-cli.ts'
import { liveDay, unaccounted } from './scripted-day.ts'

const run = promisify(execFile)
const cli = realClis.at(-1) ?? null
/** A day has two sessions of the real agent, and may run under a tracer. */
const dayMs = 240_000
const withAgent = cli ? '' : ' (without an agent: none in .cache/claude, which npm test fills)'

const place = placeForEachTest()

test(
  `a whole day: every connection has its entry in the ledger, and nothing else went out${withAgent}`,
  async () => {
    const day = await liveDay(place, { cli })
    expect(unaccounted(day)).toEqual([])
    // The comparison is worth something only where there were connections.
    const own = day.connections.filter(({ port }) => port === day.servicePort)
    expect(own.length).toBeGreaterThan(0)
    expect(day.ledger.length).toBeGreaterThanOrEqual(cli ? 3 : 2)
    const out = day.ledger.filter(({ outcome }) => outcome !== 'offline')
    expect(out).toHaveLength(day.arrived + day.refusedTunnels)
    const purposes = new Set(out.map(({ purpose }) => purpose))
    const always = ['credential-test', 'telemetry-errors', 'telemetry-usage']
    expect([...purposes].sort()).toEqual(cli ? ['agent', ...always, 'model'].sort() : always)
    expect(day.ledger.filter(({ outcome }) => outcome === 'offline')).toHaveLength(1)
  },
  dayMs,
)

describe('one stray request is noticed', () => {
  const preloads = ['../../privacy/preload/stray-fetch']

  test('to this machine', async () => {
    const day = await liveDay(place, {
      ...{ cli: null, preloads, env: { STRAY_ADDRESS: 'http://127.0.0.1:9009/' } },
    })
    expect(unaccounted(day)).toEqual([{ kind: 'tcp', host: '127.0.0.1', port: 9009 }])
  })

  test('to a name elsewhere', async () => {
    const day = await liveDay(place, {
      ...{ cli: null, preloads, env: { STRAY_ADDRESS: 'http://stray.invalid:9009/' } },
    })
    const hosts = unaccounted(day).map(({ host }) => host)
    expect(hosts).toContain('stray.invalid')
  })
})

/** Addresses outside this machine that any traced process spoke to. */
async function spokenTo(trace: string): Promise<readonly string[]> {
  const text = await readFile(trace, 'utf8')
  const found = [
    ...text.matchAll(
      /sin6?_port=htons\((\d+)\).*?(?:inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)"/g,
    ),
  ]
  const outside = found.filter(
    ([, , address]) => !/^(?:127\.|::1$|::ffff:127\.)/.test(address ?? ''),
  )
  return [...new Set(outside.map(([, port, address]) => `${address}:${port}`))]
}

const calls = 'trace=connect,sendto,sendmsg,sendmmsg'

describe('as the system sees it, of the app and every process below it', () => {
  beforeEach(async (context) => {
    try {
      await run('strace', ['-f', '-qq', '-e', calls, '-o', '/dev/null', 'true'])
    } catch {
      context.skip('strace is not here or may not trace')
    }
  })

  const trace = () => join(place.folder, 'trace.txt')
  const under = (): readonly [string, ...string[]] => [
    'strace',
    ...['-f', '--seccomp-bpf', '-qq', '-e', calls, '-s', '0', '-o', trace()],
  ]

  test(
    `nothing leaves this machine in a whole day${withAgent}`,
    async () => {
      const day = await liveDay(place, { cli, under: under() })
      expect(await spokenTo(trace())).toEqual([])
      const text = await readFile(trace(), 'utf8')
      expect(text).toContain(`htons(${day.servicePort})`)
    },
    dayMs,
  )

  test('one stray request is noticed', async () => {
    const preloads = ['../../privacy/preload/stray-fetch']
    const env = { STRAY_ADDRESS: 'http://192.0.2.1:9009/' }
    await liveDay(place, { cli: null, under: under(), preloads, env })
    expect(await spokenTo(trace())).toEqual(['192.0.2.1:9009'])
  })
})
