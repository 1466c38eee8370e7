// Notes every connection that this process or one of its threads asks for, whoever asks: Node's own fetch,
// http, tls and WebSocket all end in one method of a socket. Names that are looked up are noted as well.
import { Socket as UdpSocket } from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { Socket } from 'node:net'

const path = process.env.NOTE_CONNECTIONS ?? ''

function note(kind: string, host: unknown, port: unknown): void {
  appendFileSync(path, `${JSON.stringify({ kind, host: String(host), port: Number(port) })}\n`)
}

interface Target {
  readonly host?: unknown
  readonly port?: unknown
  readonly path?: unknown
}

function noteTarget(given: unknown): void {
  // Node hands over its arguments as they came or as a normalised list.
  const list: unknown[] = Array.isArray(given) ? given : []
  const [first, second]: unknown[] = Array.isArray(list[0]) ? list[0] : list
  const target: Target =
    typeof first === 'object' && first !== null ? first : { port: first, host: second }
  const isLocalFile = target.path !== undefined && target.port === undefined
  if (!isLocalFile && typeof first !== 'string')
    note('tcp', target.host ?? 'localhost', target.port)
}

const connect = Socket.prototype.connect
Socket.prototype.connect = new Proxy(connect, {
  apply(method, self, args: unknown[]) {
    noteTarget(args)
    return Reflect.apply(method, self, args)
  },
})

for (const name of ['send', 'connect'] as const) {
  const method: (...args: never[]) => unknown = UdpSocket.prototype[name]
  const noted = new Proxy(method, {
    apply(target, self, args: never[]) {
      note('udp', 'any', 0)
      return Reflect.apply(target, self, args)
    },
  })
  Object.assign(UdpSocket.prototype, { [name]: noted })
}

for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6'] as const) {
  Object.assign(dns, {
    [name]: new Proxy(dns[name], {
      apply(method, self, args: unknown[]) {
        note('name', args[0], 0)
        return Reflect.apply(method, self, args)
      },
    }),
  })
}
