import { openPlainFile } from '../kit/plain-file.ts'
import { isChainLine, readHeader } from './chain.ts'
import { type ChainEvent, parseEvent } from './chain-walk.ts'
import type { Segment } from './segments.ts'

const NEWLINE = 10
const chunkBytes = 1024 * 1024
const needle = Buffer.from('"kind":"chain"')

/** The events in complete lines of a buffer. */
function eventsIn(bytes: Buffer): ChainEvent[] {
  const events: ChainEvent[] = []
  for (let at = bytes.indexOf(needle); at >= 0; ) {
    const start = bytes.lastIndexOf(NEWLINE, at) + 1
    const end = bytes.indexOf(NEWLINE, at)
    const header = readHeader(bytes, start, end)
    const line = { bytes, start, end, offset: start }
    const event = header && isChainLine(bytes, header.bodyAt) ? parseEvent(line) : null
    if (event) events.push(event)
    at = bytes.indexOf(needle, end)
  }
  return events
}

/** What a file says about the chain itself, in order; only lines that hold the words of it are looked at. Rejects when it cannot be read. */
export async function readChainEvents({ path, bytes: to }: Segment): Promise<ChainEvent[]> {
  const events: ChainEvent[] = []
  const file = await openPlainFile(path)
  try {
    let buffer: Buffer = Buffer.allocUnsafe(chunkBytes)
    let carried = 0
    for (let at = 0; at < to; ) {
      if (carried === buffer.length) buffer = Buffer.concat([buffer, Buffer.alloc(carried)])
      const wanted = Math.min(buffer.length - carried, to - at)
      const { bytesRead } = await file.read(buffer, carried, wanted, at)
      if (bytesRead === 0) break
      at += bytesRead
      const filled = buffer.subarray(0, carried + bytesRead)
      const whole = filled.lastIndexOf(NEWLINE) + 1
      events.push(...eventsIn(filled.subarray(0, whole)))
      carried = filled.length - whole
      buffer.copyWithin(0, whole, filled.length)
    }
  } finally {
    await file.close()
  }
  return events
}
