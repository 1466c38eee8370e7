import { existsSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import {
  type BusCall,
  type BusReply,
  createBusWriter,
  encodeCall,
  takeMessage,
} from './bus-wire.ts'
import { connectToFile } from './owner-socket.ts'

/** A connection to the person's message bus. */
export interface SessionBus {
  /** The values of the answer; rejects with the bus's error. */
  call(call: BusCall): Promise<Buffer>
  close(): void
}

const hello: BusCall = {
  ...{ destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' },
  ...{ interface: 'org.freedesktop.DBus', member: 'Hello', signature: '' },
  body: createBusWriter().bytes(),
}

/** Socket files of the session's bus, the likeliest first; none where the environment names none. */
export function busSockets(environment: NodeJS.ProcessEnv): readonly string[] {
  const named = environment.DBUS_SESSION_BUS_ADDRESS
  if (named) return named.split(';').flatMap((address) => socketIn(address) ?? [])
  const usual = environment.XDG_RUNTIME_DIR ? join(environment.XDG_RUNTIME_DIR, 'bus') : null
  return usual !== null && existsSync(usual) ? [usual] : []
}

/** `unix:path=/run/user/1000/bus,guid=…`, with `%20` for a space; null for what is no local socket. */
function socketIn(address: string): string | null {
  const [, kind, value = ''] = /^unix:(?:.*,)?(path|abstract)=([^,]*)/.exec(address) ?? []
  const path = decoded(value)
  if (kind === undefined || path === null) return null
  return kind === 'abstract' ? `\0${path}` : path
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    // A bare %: no address that a bus has.
    return null
  }
}

/** Connects to the bus at a socket file; rejects with the system's error or after the time. */
export async function openSessionBus(path: string, timeoutMs: number): Promise<SessionBus> {
  const socket = connectToFile(path)
  const failure = Promise.withResolvers<never>()
  // Whoever waits meets it; without anybody it is nothing.
  failure.promise.catch(() => undefined)
  const fail = (error: Error) => {
    failure.reject(error)
    socket.destroy()
  }
  socket.setTimeout(timeoutMs, () => fail(new Error('the session bus does not answer')))
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the session bus hung up')))
  const bus = speak(socket, fail)
  const call = async (wanted: BusCall): Promise<Buffer> => {
    const reply = await Promise.race([bus.ask(wanted), failure.promise])
    if (reply.status === 'failed') throw new Error(`the session bus said ${reply.error}`)
    return reply.body
  }
  await Promise.race([bus.entered, failure.promise])
  await call(hello)
  return { call, close: () => socket.destroy() }
}

function speak(socket: Socket, fail: (error: Error) => void) {
  const waiting = new Map<number, (reply: BusReply) => void>()
  const entered = Promise.withResolvers<void>()
  let received: Buffer = Buffer.alloc(0)
  let isIn = false
  let serial = 0

  /** The bus knows who asks by the socket itself; the line names the same user once more. */
  const enter = () => {
    const end = received.indexOf('\r\n')
    if (end < 0) return
    const line = received.toString('latin1', 0, end)
    if (!line.startsWith('OK ')) throw new Error('the session bus let nobody in')
    received = received.subarray(end + 2)
    isIn = true
    socket.write('BEGIN\r\n')
    entered.resolve()
  }
  const read = () => {
    if (!isIn) enter()
    for (let next = isIn ? takeMessage(received) : null; next; next = takeMessage(received)) {
      received = next.rest
      if (next.reply) waiting.get(next.reply.serial)?.(next.reply)
    }
  }
  socket.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes])
    try {
      read()
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)))
    }
  })
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`)

  return {
    entered: entered.promise,
    ask(call: BusCall): Promise<BusReply> {
      serial += 1
      const number = serial
      const answer = new Promise<BusReply>((resolve) => waiting.set(number, resolve))
      socket.write(encodeCall(call, number))
      return answer.finally(() => waiting.delete(number))
    },
  }
}
