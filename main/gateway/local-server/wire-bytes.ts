import type { StreamFrame } from '../../../shared/rpc/frames.ts'

const finalText = 0x81
const longestShort = 125
const longestMedium = 0xffff

/** One whole unmasked WebSocket text message around the text (RFC 6455, section 5.2). */
function textMessage(text: string): Buffer {
  const length = Buffer.byteLength(text)
  if (length <= longestShort) {
    const bytes = Buffer.allocUnsafe(2 + length)
    bytes[1] = length
    return filled(bytes, text, 2)
  }
  if (length <= longestMedium) {
    const bytes = Buffer.allocUnsafe(4 + length)
    bytes[1] = 126
    bytes.writeUInt16BE(length, 2)
    return filled(bytes, text, 4)
  }
  const bytes = Buffer.allocUnsafe(10 + length)
  bytes[1] = 127
  bytes.writeUInt32BE(Math.floor(length / 2 ** 32), 2)
  bytes.writeUInt32BE(length % 2 ** 32, 6)
  return filled(bytes, text, 10)
}

function filled(bytes: Buffer, text: string, at: number): Buffer {
  bytes[0] = finalText
  bytes.write(text, at)
  return bytes
}

/**
 * Writes frames of streams out, once for all clients: a stream hands a frame to every client before
 * it comes to the next, so that remembering one is enough.
 */
export function createWireBytes(): (frame: StreamFrame) => Buffer {
  let lastFrame: StreamFrame | null = null
  let lastBytes: Buffer = Buffer.alloc(0)
  return (frame) => {
    if (frame !== lastFrame) {
      lastBytes = textMessage(JSON.stringify(frame))
      lastFrame = frame
    }
    return lastBytes
  }
}
