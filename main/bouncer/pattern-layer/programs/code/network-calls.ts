import { TAINT } from '../../findings.ts'
import { leaks, requests } from './effects.ts'
import { type Arguments, everything, firstOf, NOTHING, optionOf, type Value } from './value.ts'
import type { Walk } from './walk.ts'

/** True for text that looks like a port. */
export function isNumber(value: Value | undefined): boolean {
  return value?.text != null && /^\d{2,5}$/.test(value.text)
}

/** `(host, port)` in either order, in one tuple, or in an object. */
export function hostAndPort(call: Arguments): Value | null {
  const parts = call.list.flatMap((value) => value.items ?? [value])
  const named = optionOf(call, 'host', 'hostname', 'PeerAddr', 'PeerHost', 'address')
  if (named) return named
  const port = parts.findIndex((value) => isNumber(value))
  if (port < 0) return null
  return (
    parts[port - 1] ?? parts.find((value) => value.text !== null && !isNumber(value)) ?? NOTHING
  )
}

const SENDING = /^(?:POST|PUT|PATCH|DELETE)$/i

/** Asks an address; `always` says that the function sends its body whatever the method. */
export function fetches(walk: Walk, call: Arguments, always: boolean): Value {
  const method =
    optionOf(call, 'method')?.text ??
    call.list.find((value) => SENDING.test(value.text ?? ''))?.text ??
    ''
  const body =
    optionOf(call, 'data', 'json', 'body', 'files', 'content', 'params') ?? bodyArgument(walk, call)
  const address =
    call.list.find((value) => value.text !== null && /[.:/]/.test(value.text)) ??
    optionOf(call, 'url', 'host', 'hostname', 'uri', 'endpoint') ??
    firstOf(call)
  const sends = always || SENDING.test(method) || (body !== undefined && !optionOf(call, 'params'))
  const got = requests(walk, { address, taint: everything(call), sends })
  answer(walk, call, got)
  return got
}

/** `urlopen(url, data)`. */
function bodyArgument(walk: Walk, call: Arguments): Value | undefined {
  if (walk.dialect.name !== 'python') return undefined
  const [, second] = call.list
  return second && !second.props && second.text !== '' ? second : undefined
}

/** Opens a connection, through which later writes leave. */
export function connects(walk: Walk, call: Arguments): Value {
  const host = hostAndPort(call) ?? firstOf(call)
  walk.connectedTo ??= host.text ?? ''
  answer(walk, call, { ...NOTHING, host: host.text ?? '' })
  return requests(walk, { address: host, taint: everything(call), sends: false })
}

/** Looks a name up, which tells the name to other machines. */
export function resolves(walk: Walk, call: Arguments): Value {
  leaks(walk, everything(call) | (walk.taint & TAINT.secret), 'a name server')
  for (const value of call.list) if (value.body) walk.runBody(walk, value.body, [])
  return NOTHING
}

/** Callbacks get what comes back. */
function answer(walk: Walk, call: Arguments, got: Value): void {
  for (const value of call.list) if (value.body) walk.runBody(walk, value.body, [got])
}
