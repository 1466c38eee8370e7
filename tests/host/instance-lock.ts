import { hash } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'

type OnSecond = (facts: unknown[]) => void

/** Takes a folder's lock, or tells its holder our facts; `told` resolves once it has them. */
export function takeInstanceLock(folder: string, ours: unknown[], onSecond: OnSecond) {
  // An abstract Unix socket ends with its process, and is bound within the call of `listen`.
  const name = `\0stand-in-host-${hash('sha256', folder)}`
  const server = createServer(async (socket) => onSecond(JSON.parse(await text(socket))))
  const isOurs = server.on('error', () => {}).listen(name).listening
  server.unref()
  const told = isOurs ? undefined : once(connect(name).end(JSON.stringify(ours)), 'close')
  return { isOurs, told }
}
