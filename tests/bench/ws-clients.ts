/** The receiving process of the `ws` benchmark: opens sockets and counts what comes. */
import { WebSocket } from 'ws'

interface Open {
  readonly do: 'open'
  readonly port: number
  readonly token: string | null
  readonly count: number
}
type Message =
  | Open
  | { readonly do: 'expect'; readonly messages: number }
  | { readonly do: 'close' }

let sockets: WebSocket[] = []
let counted = 0
let expected = Number.POSITIVE_INFINITY

function look(): void {
  if (counted < expected) return
  counted -= expected
  expected = Number.POSITIVE_INFINITY
  process.send?.({})
}

async function openOne({ port, token }: Open): Promise<WebSocket> {
  const origin = `http://127.0.0.1:${port}`
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { origin, perMessageDeflate: false })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('message', () => {
    counted += 1
    look()
  })
  if (token === null) return socket
  socket.send(JSON.stringify({ kind: 'hello', token }))
  socket.send(JSON.stringify({ kind: 'subscribe', topic: 'session/bench', after: null }))
  return socket
}

process.on('message', async (message: Message) => {
  if (message.do === 'open') {
    for (let left = message.count; left > 0; left -= 50) {
      const batch = Array.from({ length: Math.min(50, left) }, () => openOne(message))
      sockets.push(...(await Promise.all(batch)))
    }
    process.send?.({})
  }
  if (message.do === 'expect') {
    expected = message.messages
    look()
  }
  if (message.do === 'close') {
    for (const socket of sockets) socket.terminate()
    sockets = []
    process.send?.({})
  }
})
