import { EventEmitter } from 'node:events'

/** A call without effect here, kept for tests: `['shell.openExternal', 'https://…']`. */
export type Call = readonly [name: string, ...args: unknown[]]

/** Members of an owner that only push their call to `calls` and return `result`. */
export function recorded<R>(calls: Call[], [owner, ...names]: readonly string[], result?: R) {
  const member = (name: string) => {
    const call = `${owner}.${name}`
    return (...args: unknown[]) => calls.push([call, ...args]) && result
  }
  return Object.fromEntries(names.map((name) => [name, member(name)]))
}

/** A class whose instances, made with `new`, are recorded like the calls of their members. */
export function recordedClass(calls: Call[], names: readonly string[]) {
  return class extends EventEmitter {
    constructor(...args: unknown[]) {
      super()
      Object.assign(this, recorded(calls, names))
      calls.push([`new ${names[0]}`, this, ...args])
    }
  }
}

/** The event object of Electron's cancelable events, with the given details on it. */
export function hostEvent(details: object = {}) {
  const preventDefault = () => Object.assign(event, { defaultPrevented: true })
  const event = { ...details, defaultPrevented: false, preventDefault }
  return event
}
