import type { createCodec } from './codec.ts'

type Fn = (...args: unknown[]) => unknown
type Message = ['answer', { value?: unknown; error?: unknown }] | ['call', number, unknown[]]

/** Secret names of the events that carry messages into a world and out of it. */
export type BridgeNames = { readonly inbox: string; readonly outbox: string }

/**
 * One end of contextBridge: functions and promises pass by reference, the rest by copy. Returns the
 * other end's `first` function. Its source runs in both worlds, before the page's own scripts.
 */
export function createBridgeEnd(makeCodec: typeof createCodec, names: BridgeNames, first?: Fn): Fn {
  const dispatch = document.dispatchEvent.bind(document)
  const Carrier = CustomEvent
  const functions = first ? [first] : []
  let answer: { value?: unknown; error?: unknown } = {}
  const post = (...message: Message) =>
    dispatch(new Carrier(names.outbox, { detail: codec.encode(message) }))
  const pack = (fn: Fn) => functions.indexOf(fn) + 1 || functions.push(fn)
  const unpack =
    (id: number): Fn =>
    (...args) => {
      post('call', id, args)
      if ('error' in answer) throw answer.error
      return answer.value
    }
  const settler =
    (promise: Promise<unknown>): Fn =>
    (resolve, reject) => {
      promise.then(resolve as Fn, reject as Fn)
    }
  const codec = makeCodec({
    Function: { pack, unpack },
    AsyncFunction: { pack, unpack },
    Promise: {
      pack: (promise: Promise<unknown>) => pack(settler(promise)),
      unpack: (id: number) => new Promise(unpack(id)),
    },
  })
  const call = (id: number, args: unknown[]) => {
    try {
      post('answer', { value: functions[id - 1]?.(...args) })
    } catch (error) {
      post('answer', { error })
    }
  }
  document.addEventListener(names.inbox, (event) => {
    const message = codec.decode((event as CustomEvent<string>).detail) as Message
    if (message[0] === 'call') call(message[1], message[2])
    else answer = message[1]
  })
  return unpack(1)
}

/** What the page's world offers the preload's: put an API on `window`, frozen for good. */
export function exposeInThisWorld(name: string, api: unknown): void {
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze)
    return Object.freeze(value)
  }
  Object.defineProperty(window, name, { value: freeze(api), enumerable: true })
}
