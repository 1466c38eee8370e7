import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/** One request that a sink got, with everything in it. */
export interface Got {
  readonly path: string
  readonly headers: string
  readonly body: string
}

/** Loopback stand-ins for the two services. */
export interface Sinks {
  readonly port: number
  /** Requests at the error receiver and at the usage receiver. */
  readonly errors: readonly Got[]
  readonly usage: readonly Got[]
  readonly all: readonly Got[]
  /** What they answer with from now on; `null` never answers. */
  answer(status: number | null): void
  close(): Promise<void>
}

/** Opens both on one port. */
export async function openSinks(): Promise<Sinks> {
  const all: Got[] = []
  let status: number | null = 200
  const server = createServer((request, response) => {
    void text(request).then(
      (body) => {
        all.push({ path: request.url ?? '', headers: request.rawHeaders.join('\n'), body })
        if (status !== null) response.writeHead(status).end('{}')
      },
      () => undefined,
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return {
    port: address.port,
    all,
    get errors() {
      return all.filter(({ path }) => path === '/api/42/envelope/')
    },
    get usage() {
      return all.filter(({ path }) => path === '/batch/')
    },
    answer(next) {
      status = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

/** Writes an operator's file that names the sinks. */
export async function writeOperator(
  path: string,
  sinks: Pick<Sinks, 'port'>,
  more: object = {},
): Promise<void> {
  const origin = `127.0.0.1:${sinks.port}`
  const file = {
    format: 'mstro-operator',
    version: 1,
    name: 'Example Operations',
    contact: 'privacy@example.org',
    policyUrl: 'https://example.org/privacy',
    policyVersion: '2026-11',
    errors: { dsn: `http://publickey@${origin}/42` },
    usage: { host: `http://${origin}`, key: 'phc_example' },
    ...more,
  }
  await writeFile(path, JSON.stringify(file))
}

/** A second for what must not come; there is nothing to wait for but time. */
export function aWhile(ms = 400): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
