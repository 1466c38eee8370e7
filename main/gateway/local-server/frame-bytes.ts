import type { ServerFrame, StreamFrame } from '../../../shared/rpc/frames.ts'

const known = new WeakMap<StreamFrame, Buffer>()

/** The frame as text bytes; a frame of a stream is written out once for all clients. */
export function frameBytes(frame: ServerFrame): Buffer {
  if (frame.kind === 'result') return Buffer.from(JSON.stringify(frame))
  let bytes = known.get(frame)
  if (!bytes) {
    bytes = Buffer.from(JSON.stringify(frame))
    known.set(frame, bytes)
  }
  return bytes
}
