import { EventEmitter } from 'node:events'

/** A call without effect here, kept for tests: `['shell.openExternal', 'https://…']`. */
export type Call = readonly [name: string, ...args: unknown[]]

/** The members in `'owner member member'`; they only push their call and return `result`. */
export function recorded<R>(calls: Call[], list: string, result?: R) {
  const [owner, ...names] = list.split(' ')
  const member =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push([`${owner}.${name}`, ...args])
      return result
    }
  return Object.fromEntries(names.map((name) => [name, member(name)]))
}

/** A constructor that records itself and, on what it makes, the listed members. */
export function recordedClass(calls: Call[], list: string) {
  return function construct(...args: unknown[]) {
    const made = Object.assign(new EventEmitter(), recorded(calls, list))
    calls.push([`new ${list.split(' ')[0]}`, made, ...args])
    return made
  }
}

/** The event object of Electron's cancelable events, with the given details on it. */
export function hostEvent(details: object = {}) {
  const preventDefault = () => Object.assign(event, { defaultPrevented: true })
  const event = { ...details, defaultPrevented: false, preventDefault }
  return event
}
