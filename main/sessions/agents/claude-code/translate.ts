import type { Failure } from '../../../../shared/kit/failure.ts'
import { type CallId, callIdSchema } from '../../../../shared/kit/ids.ts'
import type { PermissionMode } from '../../../../shared/sessions/model.ts'
import type { AgentEvent } from '../agent.ts'
import { type Blocks, createBlocks } from './blocks.ts'
import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from './json-line.ts'
import { toolFinished } from './tool-result.ts'
import { createTurn, type TurnDeps } from './turn.ts'

/** Turns the program's lines into events; keeps what one line needs to know of those before it. */
export interface Translator {
  /** The events of one line, in order. Kinds it does not know give none. */
  take(line: JsonObject): readonly AgentEvent[]
  /** True from the first refused login or key of a turn on: waiting for retries is of no use. */
  readonly isRefused: boolean
  /** Ends an open turn as failed, because the program is gone. */
  cut(cause: Failure): readonly AgentEvent[]
  /** The total of the session in US dollars; null when unknown. */
  readonly totalCostUsd: number | null
  /** A call's input as the model wrote it. */
  writtenInput(callId: CallId): JsonObject
  /** Keeps the switch of a mode or model that we made ourselves. */
  switched(to: { readonly mode: PermissionMode } | { readonly model: string }): AgentEvent[]
}

/** What a translation starts from. */
export interface TranslatorDeps extends TurnDeps {
  /** Our id of a prompt by the id we gave it on the pipe. */
  promptOf(lineId: string): string | null
  /** How long a call has been running, in milliseconds; null when it was never let through. */
  runningTime(callId: CallId): number | null
}

type BlockEvent = Extract<AgentEvent, { kind: 'text' | 'thinking' | 'tool-called' }>

/** Builds the translation of one process. */
export function createTranslator(deps: TranslatorDeps): Translator {
  const turn = createTurn(deps)
  const blocks = createBlocks()
  const written = new Map<CallId, JsonObject>()

  const assistant = (line: JsonObject): AgentEvent[] => {
    const content = objectsAt(objectAt(line, 'message'), 'content')
    const problem = textAt(line, 'error')
    if (problem !== null) {
      // The program writes a failure of the service as if the model had said it; the turn's end tells it.
      turn.note(problem, content.map((part) => textAt(part, 'text') ?? '').join(' '))
      return []
    }
    return content.flatMap((part) => {
      const event = finishedBlock(line, part, blocks)
      if (event?.kind === 'tool-called') written.set(event.callId, event.input)
      return event ? [event] : []
    })
  }

  const results = (line: JsonObject): AgentEvent[] =>
    objectsAt(objectAt(line, 'message'), 'content').flatMap((part) => {
      const callId = callIdSchema.safeParse(part.tool_use_id)
      if (part.type !== 'tool_result' || !callId.success) return []
      const durationMs = deps.runningTime(callId.data)
      written.delete(callId.data)
      return [toolFinished(callId.data, part, { rich: line.tool_use_result, durationMs })]
    })

  return {
    take(line) {
      switch (line.type) {
        case 'command_lifecycle':
          return line.state === 'started'
            ? turn.open(deps.promptOf(textAt(line, 'command_uuid') ?? ''))
            : []
        case 'system':
          return turn.system(line)
        case 'stream_event':
          return streamed(line, blocks)
        case 'assistant':
          return assistant(line)
        case 'user':
          return results(line)
        case 'result':
          return turn.end(line)
        default:
          // Newer programs print kinds we do not know; they are not ours to guess at.
          return []
      }
    },
    get isRefused() {
      return turn.isRefused
    },
    cut: (cause) => turn.cut(cause),
    get totalCostUsd() {
      return turn.totalCostUsd
    },
    writtenInput: (callId) => written.get(callId) ?? {},
    switched: (to) => turn.switched(to),
  }
}

/** A piece of a block that is still being written. */
function streamed(line: JsonObject, blocks: Blocks): AgentEvent[] {
  const parentCallId = textAt(line, 'parent_tool_use_id')
  const event = objectAt(line, 'event')
  const blockId = blocks.streamed(event, parentCallId ?? '')
  if (blockId === null) return []
  const delta = objectAt(event, 'delta')
  const text = textAt(delta, 'text')
  if (delta.type === 'text_delta' && text) {
    return [{ kind: 'text-delta', blockId, text, parentCallId }]
  }
  const thought = textAt(delta, 'thinking')
  if (delta.type !== 'thinking_delta' || !thought) return []
  return [{ kind: 'thinking-delta', blockId, text: thought, parentCallId }]
}

/** A finished block; null for kinds that are not shown. */
function finishedBlock(line: JsonObject, content: JsonObject, blocks: Blocks): BlockEvent | null {
  const kind = textAt(content, 'type') ?? ''
  const parentCallId = textAt(line, 'parent_tool_use_id')
  const messageId = textAt(objectAt(line, 'message'), 'id') ?? ''
  const blockId = blocks.finished(messageId, kind, textAt(line, 'uuid') ?? messageId)
  switch (kind) {
    case 'text':
      return { kind, blockId, text: textAt(content, 'text') ?? '', parentCallId }
    case 'thinking': {
      const text = textAt(content, 'thinking')
      const durationMs = numberAt(line, 'thinking_duration_ms')
      return text ? { kind, blockId, text, durationMs, parentCallId } : null
    }
    case 'tool_use':
      return toolCalled(content, parentCallId)
    default:
      return null
  }
}

function toolCalled(content: JsonObject, parentCallId: string | null): BlockEvent | null {
  const callId = callIdSchema.safeParse(content.id)
  if (!callId.success) return null
  const tool = textAt(content, 'name') ?? ''
  const input = { ...objectAt(content, 'input') }
  return { kind: 'tool-called', callId: callId.data, tool, input, parentCallId }
}
