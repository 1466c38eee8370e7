import { rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { withShortPath } from '../../kit/short-path.ts'
import { systemCode } from '../../kit/system-code.ts'

/** A socket file that answers as long as this process lives. */
export interface HeldSocket {
  release(): Promise<void>
}

const answerMs = 2_000
/** What a file system says that knows no socket files, such as FAT. */
const unsupported = /^(?:EPERM|ENOTSUP|EOPNOTSUPP|EINVAL|ENOSYS)$/
const nobodyThere = /^(?:ENOENT|ECONNREFUSED|ENOTSOCK|ENOTDIR)$/

/**
 * Answers at a socket file from now on; null when a living process answers there already. The caller
 * sees to it that nobody else tries meanwhile. Where there are no socket files, nothing is held.
 */
export async function holdSocket(path: string): Promise<HeldSocket | null> {
  if (process.platform === 'win32') return nothingHeld
  if (await answersAt(path)) return null
  // What a process that was killed left behind.
  await rm(path, { force: true })
  try {
    const server = await withShortPath(path, listenAt)
    return { release: () => letGo(server, path) }
  } catch (error) {
    if (unsupported.test(systemCode(error))) return nothingHeld
    throw error
  }
}

const nothingHeld: HeldSocket = { release: async () => undefined }

/** True while a process takes a connection at a socket file; false also where nobody may look. */
export async function connectsTo(path: string): Promise<boolean> {
  return process.platform !== 'win32' && (await withShortPath(path, failureToConnect)) === null
}

/** Connects to a socket file of this machine; it leads to no other, so it is not recorded. */
export function connectToFile(path: string): Socket {
  return connect({ path })
}

/** True while a process answers at a socket file, also one that is stopped; changes nothing. */
export async function answersAt(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false
  const cause = await withShortPath(path, failureToConnect)
  return cause === null || !nobodyThere.test(cause)
}

/** Null when somebody answers, else the system's code; a full queue is an answer as well. */
function failureToConnect(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connectToFile(path)
    const end = (cause: string | null) => {
      socket.destroy()
      resolve(cause)
    }
    socket.setTimeout(answerMs, () => end(null))
    socket.once('connect', () => end(null))
    socket.once('error', (error) => end(systemCode(error)))
  })
}

function listenAt(path: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path }, () => {
      server.off('error', reject)
      // A call that could not be taken was answered by the system all the same.
      server.on('error', () => undefined)
      resolve(server.unref())
    })
  })
}

async function letGo(server: Server, path: string): Promise<void> {
  if (!server.listening) return
  await new Promise<void>((resolve) => server.close(() => resolve()))
  await rm(path, { force: true })
}
