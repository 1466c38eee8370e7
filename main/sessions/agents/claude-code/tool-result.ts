import type { CallId } from '../../../../shared/kit/ids.ts'
import type { AgentEvent } from '../agent.ts'
import { isObject, type JsonObject, objectsAt, textAt } from './json-line.ts'

const OUTPUT_CHARACTERS = 200_000

/** The end of a call from its `tool_result` block and the program's own `tool_use_result`. */
export function toolFinished(
  callId: CallId,
  block: JsonObject,
  more: { readonly rich: unknown; readonly durationMs: number | null },
): AgentEvent {
  const output = outputOf(block.content)
  return {
    kind: 'tool-finished',
    callId,
    isError: block.is_error === true,
    output: output.slice(0, OUTPUT_CHARACTERS),
    cut: output.length > OUTPUT_CHARACTERS,
    changed: changedLines(more.rich),
    durationMs: more.durationMs,
  }
}

function outputOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .filter(isObject)
    .map((part) => textAt(part, 'text') ?? `[${textAt(part, 'type') ?? 'unknown'}]`)
    .join('\n')
}

/** Counts the lines of a patch; a new file counts with all its lines. */
function changedLines(rich: unknown): { added: number; removed: number } | null {
  if (!isObject(rich) || !Array.isArray(rich.structuredPatch)) return null
  const content = textAt(rich, 'content')
  if (rich.type === 'create' && content !== null) {
    return { added: content.replace(/\n$/, '').split('\n').length, removed: 0 }
  }
  const lines = objectsAt(rich, 'structuredPatch').flatMap((hunk) =>
    Array.isArray(hunk.lines) ? hunk.lines : [],
  )
  const count = (sign: string) =>
    lines.filter((line) => typeof line === 'string' && line.startsWith(sign)).length
  return { added: count('+'), removed: count('-') }
}
