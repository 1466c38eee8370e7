import { createServer, request } from 'node:http'

/** The proxy of a company: hands plain requests on to one origin, whatever host they name, and refuses tunnels. */
export interface CompanyProxy {
  /** `POST model.example/v1/messages` and `CONNECT api.example:443`, in the order they came. */
  readonly asked: readonly string[]
  readonly port: number
  readonly url: string
  close(): void
}

/** Opens it on the loopback. */
export async function openCompanyProxy(origin: () => string): Promise<CompanyProxy> {
  const asked: string[] = []
  const server = createServer((incoming, answer) => {
    const { host, pathname, search } = new URL(incoming.url ?? '')
    asked.push(`${incoming.method} ${host}${pathname}`)
    const { method, headers } = incoming
    const handed = request(origin() + pathname + search, { method, headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers)
      came.pipe(answer)
    })
    handed.on('error', () => answer.destroy())
    incoming.pipe(handed)
  })
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`)
    socket.on('error', () => socket.destroy())
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  const { port } = address
  return {
    asked,
    port,
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
