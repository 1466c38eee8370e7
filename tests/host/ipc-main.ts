import { EventEmitter } from 'node:events'

type Handler = (event: object, ...args: unknown[]) => unknown

/** `ipcMain`, and `invoke`, which runs a channel's handler and rejects where there is none. */
export function createIpcMain() {
  const handlers = new Map<string, Handler>()
  const ipcMain = Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: Handler): void => {
      if (handlers.has(channel)) {
        throw new Error(`Attempted to register a second handler for '${channel}'`)
      }
      handlers.set(channel, handler)
    },
    removeHandler: (channel: string) => void handlers.delete(channel),
  })
  const invoke = async (channel: string, event: object, args: unknown[]): Promise<unknown> => {
    const handler = handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return handler(event, ...args)
  }
  return { ipcMain, invoke }
}
