/** The measured process of the `ws` benchmark: our server or a bare one, told which by its argument. */
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { createDispatch } from '../../main/gateway/dispatch.ts'
import { startLocalServer } from '../../main/gateway/local-server/start-local-server.ts'
import { systemClock } from '../../main/kit/clock.ts'
import { createMemoryFeed } from '../../main/kit/feed.ts'
import type { Handlers } from '../../main/kit/handlers.ts'
import { silentLogger } from '../../main/kit/silent-logger.ts'

const topic = 'session/bench'
const epoch = 'e'
/** Events between two turns of the event loop, for both sides alike. */
const burst = 8

interface Side {
  readonly port: number
  readonly ticket: string | null
  publish(payload: object): void
}

async function openOurs(): Promise<Side> {
  const feed = createMemoryFeed({ topic, epoch, keep: 64 })
  const dispatch = createDispatch({ handlers: {} as Handlers, logger: silentLogger })
  const started = await startLocalServer({
    ...{ dispatch, logger: silentLogger, clock: systemClock },
    feeds: { open: () => feed },
    pageFiles: { find: async () => null },
  })
  if (!started.ok) throw new Error(started.error.message)
  const { port, mintAddress } = started.value
  const ticket = mintAddress().expose().replace(/^.*=/, '')
  return { port, ticket, publish: (payload) => feed.publish('sessions.appended', payload) }
}

async function openBare(): Promise<Side> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  await new Promise((resolve) => server.once('listening', resolve))
  let seq = 0
  return {
    port: (server.address() as AddressInfo).port,
    ticket: null,
    publish(payload) {
      seq += 1
      const frame = { kind: 'event', topic, epoch, seq, name: 'sessions.appended', payload }
      // The fastest that ws alone can do: written out once, the same bytes for every client.
      const bytes = Buffer.from(JSON.stringify(frame))
      for (const client of server.clients) client.send(bytes, { binary: false })
    },
  }
}

const side = await (process.argv[2] === 'ours' ? openOurs() : openBare())

async function publishAll(events: number, size: number): Promise<void> {
  for (let event = 0; event < events; event += 1) {
    side.publish({ text: 'x'.repeat(size) })
    if (event % burst === burst - 1) await turn()
  }
}

let before = process.cpuUsage()
process.on('message', async (message: { do: string; events: number; size: number }) => {
  if (message.do === 'open') process.send?.({ port: side.port, ticket: side.ticket })
  if (message.do === 'begin') {
    globalThis.gc?.()
    before = process.cpuUsage()
    process.send?.({})
  }
  if (message.do === 'publish') {
    await publishAll(message.events, message.size)
    process.send?.({})
  }
  if (message.do === 'read') {
    const { user, system } = process.cpuUsage(before)
    process.send?.({ cpuMs: (user + system) / 1_000 })
  }
})
