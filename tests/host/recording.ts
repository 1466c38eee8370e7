import { EventEmitter } from 'node:events'

/** A call without effect here, kept for tests: `['shell.openExternal', 'https://…']`. */
export type Call = readonly [name: string, ...args: unknown[]]

/** Members of an owner that only push their call to `calls` and return `result`. */
export function recorded<R>(calls: Call[], [owner, ...names]: readonly string[], result?: R) {
  const member = (name: string) => [
    name,
    (...args: unknown[]) => calls.push([`${owner}.${name}`, ...args]) && result,
  ]
  return Object.fromEntries(names.map(member)) as Record<string, (...args: unknown[]) => R>
}

/** A constructor that records itself and, on what it makes, the given members. */
export function recordedClass(calls: Call[], names: readonly string[]) {
  return function construct(...args: unknown[]) {
    const made = Object.assign(new EventEmitter(), recorded(calls, names))
    calls.push([`new ${names[0]}`, made, ...args])
    return made
  }
}

/** The event object of Electron's cancelable events, with the given details on it. */
export function hostEvent(details: object = {}) {
  const preventDefault = () => Object.assign(event, { defaultPrevented: true })
  const event = { ...details, defaultPrevented: false, preventDefault }
  return event
}
