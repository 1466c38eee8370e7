/** One call of a method on a message bus, with its arguments laid out already. */
export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  /** D-Bus signature of the arguments; empty without any. */
  readonly signature: string
  readonly body: Uint8Array
}

/** What came back: the laid out values, or the name of an error. */
export type BusReply =
  | { readonly serial: number; readonly status: 'ok'; readonly body: Buffer }
  | { readonly serial: number; readonly status: 'failed'; readonly error: string }

const little = 0x6c
const [methodCall, methodReturn, failed] = [1, 2, 3]
const field = { path: 1, interface: 2, member: 3, error: 4, replyTo: 5, destination: 6, types: 8 }
const headBytes = 16
/** An answer to a look is a list of paths; what is longer is none. */
const mostBytes = 1024 * 1024

/** Lays values out as the D-Bus specification 0.43 says, little endian. */
export function createBusWriter() {
  const bytes: number[] = []
  const align = (to: number) => {
    while (bytes.length % to !== 0) bytes.push(0)
  }
  const u32At = (at: number, value: number) => {
    for (let shift = 0; shift < 4; shift += 1) bytes[at + shift] = (value >>> (8 * shift)) & 0xff
  }
  const u32 = (value: number) => {
    align(4)
    u32At(bytes.length, value)
  }
  const writer = {
    bytes: () => Buffer.from(bytes),
    align,
    byte: (value: number) => void bytes.push(value),
    u32,
    text(value: string) {
      const told = Buffer.from(value)
      u32(told.length)
      bytes.push(...told, 0)
    },
    signature(value: string) {
      const told = Buffer.from(value)
      bytes.push(told.length, ...told, 0)
    },
    /** An array whose entries begin at a multiple of 8, such as structs and entries of a map. */
    array(entries: () => void) {
      u32(0)
      const lengthAt = bytes.length - 4
      align(8)
      const from = bytes.length
      entries()
      u32At(lengthAt, bytes.length - from)
    },
  }
  return writer
}

/** The bytes of a call under a number of the sender's. */
export function encodeCall(call: BusCall, serial: number): Buffer {
  const head = createBusWriter()
  for (const value of [little, methodCall, 0, 1]) head.byte(value)
  head.u32(call.body.length)
  head.u32(serial)
  const entry = (code: number, type: string, put: () => void) => {
    head.align(8)
    head.byte(code)
    head.signature(type)
    put()
  }
  head.array(() => {
    entry(field.path, 'o', () => head.text(call.path))
    entry(field.interface, 's', () => head.text(call.interface))
    entry(field.member, 's', () => head.text(call.member))
    entry(field.destination, 's', () => head.text(call.destination))
    if (call.signature !== '') entry(field.types, 'g', () => head.signature(call.signature))
  })
  head.align(8)
  return Buffer.concat([head.bytes(), call.body])
}

/** Reads values in their order; throws where there are not so many. */
export function createBusReader(bytes: Buffer, from = 0) {
  let at = from
  const align = (to: number) => {
    at = Math.ceil(at / to) * to
  }
  const u32 = () => {
    align(4)
    at += 4
    return bytes.readUInt32LE(at - 4)
  }
  const byte = () => {
    at += 1
    return bytes.readUInt8(at - 1)
  }
  const chars = (length: number) => {
    at += length + 1
    if (at > bytes.length) throw new RangeError('the message is torn')
    return bytes.toString('utf8', at - length - 1, at - 1)
  }
  const text = () => chars(u32())
  return {
    at: () => at,
    align,
    byte,
    u32,
    text,
    signature: () => chars(byte()),
    /** Paths of objects. */
    texts() {
      const end = u32() + at
      const all: string[] = []
      while (at < end) all.push(text())
      return all
    },
  }
}

/** Takes the first whole message off what came; null while it is not whole, and `reply` is null for what answers nothing. Throws on what is no message of a local bus. */
export function takeMessage(
  bytes: Buffer,
): { readonly reply: BusReply | null; readonly rest: Buffer } | null {
  if (bytes.length < headBytes) return null
  if (bytes[0] !== little) throw new Error('the bus speaks another byte order')
  const fieldsEnd = headBytes + bytes.readUInt32LE(12)
  const bodyAt = Math.ceil(fieldsEnd / 8) * 8
  const end = bodyAt + bytes.readUInt32LE(4)
  if (end > mostBytes) throw new Error('the answer of the bus is too long')
  if (bytes.length < end) return null
  const rest = bytes.subarray(end)
  const type = bytes[1]
  if (type !== methodReturn && type !== failed) return { reply: null, rest }
  const { serial, error } = fieldsOf(bytes, fieldsEnd)
  const body = Buffer.from(bytes.subarray(bodyAt, end))
  const reply: BusReply =
    type === failed ? { serial, status: 'failed', error } : { serial, status: 'ok', body }
  return { reply, rest }
}

function fieldsOf(bytes: Buffer, end: number) {
  const reader = createBusReader(bytes, headBytes)
  const found = { serial: 0, error: '' }
  while (reader.at() < end) {
    reader.align(8)
    const code = reader.byte()
    const type = reader.signature()
    const value = basicValue(type, reader)
    if (code === field.replyTo) found.serial = Number(value)
    if (code === field.error) found.error = String(value)
  }
  return found
}

function basicValue(type: string, reader: ReturnType<typeof createBusReader>): string | number {
  if (type === 'u') return reader.u32()
  return type === 'g' ? reader.signature() : reader.text()
}
