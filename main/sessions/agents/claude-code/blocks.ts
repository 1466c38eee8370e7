import { type JsonObject, numberAt, objectAt, textAt } from './json-line.ts'

/** Gives a block of the model's answer the same id while it streams and when it is finished. */
export interface Blocks {
  /** Takes a raw stream event of one line; gives the id when it begins or continues a block. */
  streamed(event: JsonObject, source: string): string | null
  /** The id of a finished block of a kind in a message; `fallback` when it did not stream. */
  finished(messageId: string, kind: string, fallback: string): string
}

interface Streamed {
  readonly id: string
  readonly kind: string
}

/** Follows the streams of the main conversation and of subagents, told apart by `source`. */
export function createBlocks(): Blocks {
  const current = new Map<string, string>()
  const open = new Map<string, Streamed[]>()

  const begin = (messageId: string, event: JsonObject) => {
    const kind = textAt(objectAt(event, 'content_block'), 'type') ?? ''
    const id = idOf(messageId, event)
    open.get(messageId)?.push({ id, kind })
    return id
  }
  return {
    streamed(event, source) {
      const type = textAt(event, 'type')
      if (type === 'message_start') {
        const messageId = textAt(objectAt(event, 'message'), 'id') ?? ''
        open.delete(current.get(source) ?? '')
        current.set(source, messageId)
        open.set(messageId, [])
        return null
      }
      const messageId = current.get(source)
      if (messageId === undefined) return null
      if (type === 'content_block_start') return begin(messageId, event)
      return type === 'content_block_delta' ? idOf(messageId, event) : null
    },
    finished(messageId, kind, fallback) {
      const blocks = open.get(messageId) ?? []
      const at = blocks.findIndex((block) => block.kind === kind)
      return at === -1 ? fallback : (blocks.splice(at, 1)[0]?.id ?? fallback)
    },
  }
}

function idOf(messageId: string, event: JsonObject): string {
  return `${messageId}.${numberAt(event, 'index') ?? 0}`
}
