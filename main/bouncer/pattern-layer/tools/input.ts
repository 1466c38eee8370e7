import { prescan } from '../prescan.ts'
import { emit, type Scene, signal } from '../scene.ts'

/** The input of a call as it arrived; nothing about its shape is certain. */
export type Input = Readonly<Record<string, unknown>>

/** Reads one tool's input and records what the call would do. */
export type Tool = (scene: Scene, input: Input) => void

/** Points later effects at a field of the input, or at a range of it. */
export function at(
  scene: Scene,
  field: string,
  range: { readonly start?: number; readonly end: number },
): void {
  scene.span = { field, start: range.start ?? 0, end: range.end }
}

/** The field's own value, never one that objects inherit. */
export function fieldOf(input: Input, name: string): unknown {
  return Object.hasOwn(input, name) ? input[name] : undefined
}

/** Text of a field; null when it is missing, null or no text, the last of which is noted. */
export function textOf(scene: Scene, input: Input, name: string): string | null {
  const value = fieldOf(input, name)
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  malformed(scene, `a field ${name} that is no text`)
  return null
}

/** Text of a field that the tool cannot do without; its absence is noted. */
export function neededText(scene: Scene, input: Input, name: string): string | null {
  const value = textOf(scene, input, name)
  if (value === null) malformed(scene, `a call without ${name.replaceAll('_', ' ')}`)
  return value
}

/** Records that the input is not what the tool takes, so that its effect is not known. */
export function malformed(scene: Scene, what: string): void {
  emit(scene, { kind: 'unknown', what })
}

/** Notes characters that hide, reorder or imitate others; answers false when the text must not be parsed. */
export function noteCharacters(scene: Scene, text: string): boolean {
  const seen = prescan(text)
  if (seen.nul) signal(scene, 'nul', 'null character')
  if (seen.hiddenAt >= 0) signal(scene, 'hidden-characters', `at ${seen.hiddenAt}`)
  if (seen.lookalikeAt >= 0) signal(scene, 'lookalike-name', `at ${seen.lookalikeAt}`)
  if (seen.unparsable !== null) signal(scene, 'unparsed', seen.unparsable)
  return seen.unparsable === null
}

/** Whether a value is a plain object, the only shape whose fields can be read. */
export function isRecord(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as text; data in its JSON form. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** Points later effects at a whole field; data has no positions of its own. */
export function atField(scene: Scene, field: string, value: unknown): void {
  at(scene, field, { end: typeof value === 'string' ? value.length : 0 })
}
