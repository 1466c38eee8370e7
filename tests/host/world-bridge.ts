import type { createCodec } from './codec.ts'

type Fn = (...args: unknown[]) => unknown
type Call = { id: number; args: unknown[] }
type Answer = { value?: unknown; error?: unknown }

/**
 * One end of contextBridge: functions and promises pass by reference, the rest by copy. Returns the
 * other end's first function. Its source runs in both worlds, before the page's own scripts.
 */
export function createBridgeEnd(makeCodec: typeof createCodec, inbox: string, outbox: string) {
  const dispatch = document.dispatchEvent.bind(document)
  const Carrier = CustomEvent
  const functions: Fn[] = []
  let answer: Answer = {}
  const post = (message: Call | Answer) =>
    dispatch(new Carrier(outbox, { detail: codec.encode(message) }))
  const share = (fn: Fn) => functions.indexOf(fn) + 1 || functions.push(fn)
  function use(id: number): Fn {
    return (...args) => {
      answer = { error: new Error('An object could not be cloned.') }
      post({ id, args })
      if ('error' in answer) throw answer.error
      return answer.value
    }
  }
  const call = ({ id, args }: Call): Answer => {
    try {
      return { value: functions[id - 1]?.(...args) }
    } catch (error) {
      return { error }
    }
  }
  const codec = makeCodec({
    Function: { pack: share, unpack: use },
    AsyncFunction: { pack: share, unpack: use },
    Promise: {
      pack: (promise: Promise<unknown>) =>
        share((...settle) => void promise.then(...(settle as []))),
      unpack: (id: number) => new Promise(use(id)),
    },
  })
  document.addEventListener(inbox, (event) => {
    const message = codec.decode((event as CustomEvent<string>).detail) as Call | Answer
    if ('id' in message) post(call(message))
    else answer = message
  })
  return { share, use }
}

/** What the page's world offers the preload's: put an API on `window`, frozen for good. */
export function exposeInThisWorld(name: string, api: unknown): void {
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze)
    return Object.freeze(value)
  }
  Object.defineProperty(window, name, { value: freeze(api), enumerable: true })
}
