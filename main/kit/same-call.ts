import type { ToolCall } from '../../shared/bouncer/model.ts'
import { canonicalJson } from './canonical-json.ts'

/** The text by which one call is told from every other: tool, input and folder; equal for calls that do the same. */
export function callIdentity({
  tool,
  input,
  cwd,
}: Pick<ToolCall, 'tool' | 'input' | 'cwd'>): string {
  // What the agent says about a command does not change what it does.
  const { description: _, ...does } = input
  return canonicalJson([tool, typeof input.command === 'string' ? does : input, cwd])
}
