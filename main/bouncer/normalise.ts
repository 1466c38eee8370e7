import type { ToolCall } from '../../shared/bouncer/model.ts'

/** Largest input of a call that is judged and recorded, in UTF-16 units of its JSON. */
export const MAX_INPUT = 8 * 1024 * 1024

/** A call that can be judged, or what is wrong with it and a form that can be recorded. */
export type Normal =
  | { readonly ok: true; readonly value: ToolCall }
  | { readonly ok: false; readonly error: string; readonly shown: ToolCall }

/** Checks that a call can be serialised, is of a bearable size and has absolute folders. */
export function normalise(call: ToolCall): Normal {
  const refuse = (error: string): Normal => ({
    ok: false,
    error,
    shown: { ...call, input: { refused: error } },
  })
  let size = 0
  try {
    if (typeof call.input !== 'object' || call.input === null || Array.isArray(call.input))
      return refuse('the input is not an object')
    size = JSON.stringify(call.input).length
  } catch {
    return refuse('the input cannot be written as JSON')
  }
  if (size > MAX_INPUT) return refuse(`the input is ${size} characters long`)
  if (!call.cwd.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(call.cwd))
    return refuse('the working folder is not an absolute path')
  return { ok: true, value: call }
}
