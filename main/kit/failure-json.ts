import type { Failure } from '../../shared/kit/failure.ts'

/** A failure as every command prints it with `--json`. */
export interface FailureJson {
  readonly ok: false
  readonly code: string
  readonly message: string
  /** What to do: the last of the sentences of the message. */
  readonly todo: string
}

/** Says a failure as data; sentences for people say what happened, what was kept and what to do, in this order. */
export function failureJson({ code, message }: Pick<Failure, 'code' | 'message'>): FailureJson {
  const sentences = message.trim().split(/(?<=[.!?])\s+(?=[\p{Lu}“`])/u)
  return { ok: false, code, message, todo: sentences.at(-1) ?? message }
}
