import { timingSafeEqual } from 'node:crypto'
import { chmod, lstat, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { withShortPath } from '../../kit/short-path.ts'
import { isMissing } from '../../kit/system-code.ts'
import { type HookRequest, readHookRequest } from './hook-request.ts'

/** What a door answers: one line for one line. */
export interface DoorAnswer {
  readonly decision: string
  readonly reason: string
}

/** The socket at which hooks ask. */
export interface HookDoor {
  /** True while the socket that lies there is this one. */
  isInPlace(): Promise<boolean>
  close(): Promise<void>
}

/** What a door needs. */
export interface HookDoorDeps {
  /** Absolute path of the socket file in a folder of the owner's own, or the name of a pipe. */
  readonly path: string
  /** What a hook must say, and what tells it that it is answered by this app. */
  readonly key: string
  readonly proof: string
  /** More came at once than can be answered; who was left out gets nothing, and its hook denies. */
  onCrowded(): void
  /** Never rejects; `signal` aborts when the hook has gone without its answer. */
  answer(request: HookRequest, signal: AbortSignal): Promise<DoorAnswer>
}

/** As much as the hook sends at most, and a little for what is around it. */
const mostLineBytes = 9_000_000
const mostConnections = 64
/** A hook writes at once; who does not is none. */
const lineMs = 10_000
const isWindows = process.platform === 'win32'

/** Listens for hooks; replaces whatever lies at the path. Rejects with the system's error. */
export async function openHookDoor(deps: HookDoorDeps): Promise<HookDoor> {
  const { path } = deps
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serve(socket, deps)
  })
  server.maxConnections = mostConnections
  server.on('drop', deps.onCrowded)
  if (!isWindows) await rm(path, { force: true, recursive: true })
  await (isWindows ? listen(server, path) : withShortPath(path, (short) => listen(server, short)))
  if (!isWindows) await chmod(path, 0o600)
  const own = isWindows ? null : await fileNumber(path)
  return {
    isInPlace: async () => isWindows || (await fileNumber(path)) === own,
    async close() {
      const isOurs = isWindows || (await fileNumber(path)) === own
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      if (!isWindows && isOurs) await rm(path, { force: true })
    },
  }
}

async function fileNumber(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await lstat(path)
    return `${dev}:${ino}`
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path }, () => {
      server.off('error', reject)
      // A connection that could not be taken: its hook gets no answer and blocks the call.
      server.on('error', () => undefined)
      server.unref()
      resolve()
    })
  })
}

/** One line in, one line out; whoever does not know the key gets nothing, and nothing of it is recorded. */
function serve(socket: Socket, deps: HookDoorDeps): void {
  const parts: Buffer[] = []
  let bytes = 0
  let isAnswered = false
  socket.setTimeout(lineMs, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('end', () => {
    if (!isAnswered) socket.destroy()
  })
  socket.on('data', (part: Buffer) => {
    if (isAnswered) return
    bytes += part.length
    if (bytes > mostLineBytes) return void socket.destroy()
    const end = part.indexOf(10)
    parts.push(end === -1 ? part : part.subarray(0, end))
    if (end === -1) return
    isAnswered = true
    const request = readHookRequest(Buffer.concat(parts).toString('utf8'))
    if (!request || !isSame(request.key, deps.key)) return void socket.destroy()
    // The limit of the answer is the judge's and the hook's own.
    socket.setTimeout(0)
    // After a standstill the line comes first and the end behind it, one look at the socket later.
    setImmediate(() => setImmediate(() => answerTo(request, socket, deps)))
  })
}

/** A hook that waited in vain is gone; it denied, and what was judged now would say otherwise on record. */
function answerTo(request: HookRequest, socket: Socket, deps: HookDoorDeps): void {
  if (request.input !== null && socket.readableEnded) return void socket.destroy()
  const gone = new AbortController()
  socket.once('close', () => gone.abort())
  // A hook keeps its side open for as long as it waits.
  if (request.question !== null) socket.once('end', () => socket.destroy())
  const give = ({ decision, reason }: DoorAnswer) =>
    socket.end(`${JSON.stringify({ v: 1, proof: deps.proof, decision, reason })}\n`)
  deps.answer(request, gone.signal).then(give, () => socket.destroy())
}

function isSame(said: string, key: string): boolean {
  const [left, right] = [Buffer.from(said), Buffer.from(key)]
  return left.length === right.length && timingSafeEqual(left, right)
}
