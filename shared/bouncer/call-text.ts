/** A change of a text that a call would make. */
export interface TextChange {
  readonly id: string
  readonly before: string
  readonly after: string
}

/** The input of a call, taken apart for showing; nothing of it is left out. */
export interface CallText {
  /** Key of the input that is shown as text; null when the whole input is shown as data. */
  readonly field: string | null
  readonly text: string
  /** True for a shell command. */
  readonly isCommand: boolean
  readonly changes: readonly TextChange[]
  /** Everything else the tool is given, as JSON lines; '' when there is nothing else. */
  readonly rest: string
  /** What the agent says about the call: its words, not ours. */
  readonly said: string
}

const fields = [
  'command',
  'file_path',
  'notebook_path',
  'url',
  'pattern',
  'query',
  'path',
  'prompt',
]

function textAt(input: Readonly<Record<string, unknown>>, key: string): string | null {
  const value = input[key]
  return typeof value === 'string' ? value : null
}

function changesOf(input: Readonly<Record<string, unknown>>): {
  readonly changes: TextChange[]
  readonly keys: readonly string[]
} {
  const after = textAt(input, 'new_string')
  if (after !== null) {
    const before = textAt(input, 'old_string') ?? ''
    return { changes: [{ id: 'edit', before, after }], keys: ['old_string', 'new_string'] }
  }
  const content = textAt(input, 'content') ?? textAt(input, 'new_source')
  if (content !== null) {
    const key = typeof input.content === 'string' ? 'content' : 'new_source'
    return { changes: [{ id: 'write', before: '', after: content }], keys: [key] }
  }
  return editsOf(input.edits)
}

function editsOf(edits: unknown): {
  readonly changes: TextChange[]
  readonly keys: readonly string[]
} {
  const none = { changes: [], keys: [] }
  if (!Array.isArray(edits)) return none
  const changes: TextChange[] = []
  for (const [at, edit] of edits.entries()) {
    const one: unknown = edit
    if (typeof one !== 'object' || one === null) return none
    const { old_string: before, new_string: after } = one as Readonly<Record<string, unknown>>
    if (typeof before !== 'string' || typeof after !== 'string') return none
    changes.push({ id: `edit-${at}`, before, after })
  }
  return { changes, keys: ['edits'] }
}

/** Takes the input of a call apart. */
export function callText(input: Readonly<Record<string, unknown>>): CallText {
  const field = fields.find((key) => textAt(input, key) !== null) ?? null
  const { changes, keys } = field === null ? { changes: [], keys: [] } : changesOf(input)
  const said = textAt(input, 'description') ?? ''
  const shown = new Set([field, said === '' ? null : 'description', ...keys])
  const others = Object.entries(input).filter(([key]) => !shown.has(key))
  const rest = others.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join('\n')
  if (field === null) {
    const text = JSON.stringify(input, null, 2)
    return { field, text, isCommand: false, changes, rest: '', said: '' }
  }
  const text = textAt(input, field) ?? ''
  return { field, text, isCommand: field === 'command', changes, rest, said }
}
