import { callText } from '../../../shared/bouncer/call-text.ts'
import type { ToolCall } from '../../../shared/bouncer/model.ts'

const MAX_SHOWN = 160

/** A call in one line, for a list. */
export function lineOf({ tool, input }: Pick<ToolCall, 'tool' | 'input'>): string {
  const { text } = callText(input)
  const line = `${tool} ${text}`.replace(/\s+/g, ' ').trim()
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN - 1)}…` : line
}
