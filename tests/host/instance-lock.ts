import { hash } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a second instance tells the first one. */
export type Instance = { argv: readonly string[]; cwd: string; data: unknown }
type OnSecond = (other: Instance) => void

/**
 * Takes a folder's lock, an abstract Unix socket that ends with its process. Every later instance
 * reaches `onSecond`; where another process holds the lock, `told` resolves once it knows us.
 */
export function takeInstanceLock(folder: string, us: Instance, onSecond: OnSecond) {
  const name = `\0stand-in-host-${hash('sha256', folder)}`
  const server = createServer(async (socket) => onSecond(JSON.parse(await text(socket))))
  // A Unix socket is bound within the call: `listening` says at once who holds it.
  const isOurs = server
    .on('error', () => undefined)
    .listen(name)
    .unref().listening
  const told = isOurs ? undefined : once(connect(name).end(JSON.stringify(us)), 'close')
  return { isOurs, told }
}
