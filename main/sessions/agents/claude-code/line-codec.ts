import { isObject, type JsonObject } from './json-line.ts'

/** Receives what a stream of lines holds, in order. */
export interface LineSink {
  onObject(line: JsonObject): void
  /** A line that is no JSON object, cut to 200 characters; `…too long` for one over the limit. */
  onGarbage(start: string): void
}

/** Takes bytes as they arrive; `end` treats what is left as the last line. */
export interface LineDecoder {
  push(bytes: Buffer): void
  end(): void
}

const NEWLINE = 0x0a
const LIMIT_BYTES = 64 * 1024 * 1024
const SHOWN_CHARACTERS = 200

/** Cuts bytes into JSON lines; a line over `limitBytes` (64 MB) is dropped, memory stays bounded. */
export function createLineDecoder(sink: LineSink, limitBytes = LIMIT_BYTES): LineDecoder {
  let parts: Buffer[] = []
  let size = 0
  let isDropping = false

  const keep = (part: Buffer) => {
    if (isDropping) return
    size += part.length
    parts.push(part)
    if (size <= limitBytes) return
    isDropping = true
    parts = []
  }
  const finish = () => {
    if (isDropping) sink.onGarbage('…too long')
    else deliver(Buffer.concat(parts).toString('utf8'), sink)
    parts = []
    size = 0
    isDropping = false
  }
  return {
    push(bytes) {
      let from = 0
      for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
        keep(bytes.subarray(from, at))
        finish()
        from = at + 1
      }
      if (from < bytes.length) keep(bytes.subarray(from))
    },
    end() {
      if (size > 0) finish()
    },
  }
}

/** One line for the other side; JSON never holds a raw newline. */
export function encodeLine(value: JsonObject): string {
  return `${JSON.stringify(value)}\n`
}

function deliver(text: string, sink: LineSink): void {
  if (text.trim() === '') return
  const value = parse(text)
  if (isObject(value)) sink.onObject(value)
  else sink.onGarbage(text.slice(0, SHOWN_CHARACTERS))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON at all is garbage, like JSON that is no object.
    return null
  }
}
