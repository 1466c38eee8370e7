/** One step of a scripted turn; several keys may stand in one step. */
export interface Step {
  readonly text?: string
  readonly think?: string
  /** Name of a tool to call with `input`. */
  readonly tool?: string
  readonly input?: Readonly<Record<string, unknown>>
  /** Id of the tool call; made up when absent. */
  readonly id?: string
  /** Milliseconds before each piece of this block. */
  readonly pace?: number
  /** Milliseconds before this step. */
  readonly delay?: number
  readonly usage?: Readonly<Record<string, number>>
  readonly stop?: string
  /** Answers with this status instead, for the first `times` tries (always when absent). */
  readonly status?: number
  readonly times?: number
  readonly type?: string
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
  /** `accept`: never answers; `stream`: says nothing more after the steps before. */
  readonly hang?: 'accept' | 'stream'
  /** Drops the connection after the steps before. */
  readonly cut?: boolean
  /** Sends an error event of this type after the steps before. */
  readonly error?: string
}

/** The parts of a request that scripts look at. */
export interface RequestBody {
  readonly model?: string
  readonly stream?: boolean
  readonly messages?: readonly RequestMessage[]
}

/** One message of the conversation so far. */
export interface RequestMessage {
  readonly role: string
  readonly content: string | readonly { readonly type: string; readonly text?: string }[]
}

/** What the model does in one turn: steps, or a function that looks at the request. */
export type Turn = readonly Step[] | ((body: RequestBody, turn: number) => readonly Step[])

/** Scripts by name; a prompt picks one with `@@name`. The last turn of a script repeats. */
export type Scripts = Readonly<Record<string, readonly Turn[]>>

/** A content block of an answer. */
export type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | {
      readonly type: 'tool_use'
      readonly id: string
      readonly name: string
      readonly input: object
    }

const MARKER = /@@([A-Za-z][\w-]*)/g
let serial = 0

/** A fresh id that looks like one of the service. */
export function newId(prefix: string): string {
  serial++
  return `${prefix}_scripted_${String(serial).padStart(6, '0')}`
}

/**
 * Where a conversation stands: its newest marker, and how often the model has spoken since. The
 * server keeps nothing, so resumed, forked and parallel conversations all play right.
 */
export function locate(messages: readonly RequestMessage[]): {
  readonly name: string | null
  readonly turn: number
} {
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at]
    if (message?.role !== 'user') continue
    const name = [...textOf(message).matchAll(MARKER)].pop()?.[1]
    if (name === undefined) continue
    const turn = messages.slice(at + 1).filter(({ role }) => role === 'assistant').length
    return { name, turn }
  }
  return { name: null, turn: 0 }
}

function textOf({ content }: RequestMessage): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n')
}

/** The content block of a step; null for steps that only steer. */
export function blockOf(step: Step): Block | null {
  if (step.text !== undefined) return { type: 'text', text: step.text }
  if (step.think !== undefined) {
    return { type: 'thinking', thinking: step.think, signature: 'c2lnbmVk' }
  }
  if (step.tool === undefined) return null
  return {
    type: 'tool_use',
    id: step.id ?? newId('toolu'),
    name: step.tool,
    input: step.input ?? {},
  }
}

/** A whole answer, as the service would give it without streaming. */
export function answerOf(steps: readonly Step[], body: RequestBody) {
  const content = steps.map(blockOf).filter((block) => block !== null)
  const size = JSON.stringify(content).length
  const usage = {
    input_tokens: tokens(JSON.stringify(body.messages ?? []).length),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: tokens(size),
    ...steps.find((step) => step.usage)?.usage,
  }
  const calls = content.some(({ type }) => type === 'tool_use')
  return {
    id: newId('msg'),
    type: 'message',
    role: 'assistant',
    model: body.model ?? 'unknown',
    content,
    stop_reason: steps.find((step) => step.stop)?.stop ?? (calls ? 'tool_use' : 'end_turn'),
    stop_sequence: null,
    usage,
  }
}

/** About how many tokens so many characters are. */
export function tokens(characters: number): number {
  return Math.ceil(characters / 4)
}
