import type { createCodec } from './codec.ts'

type Fn = (...args: unknown[]) => void
type Delivery = { id?: number; channel: string; args: unknown[]; value: unknown; error?: string }

interface IsolatedWorld {
  readonly codec: ReturnType<typeof createCodec>
  readonly exposeInMainWorld: Fn
  /** Name of the function that reaches the main process; it is taken out of the world. */
  readonly binding: string
  readonly process: object
  readonly preload: (require: (id: string) => unknown, process: object, module: object) => void
}

/** Makes the preload's world (ipcRenderer, contextBridge, sandboxed `require`) and runs it. */
export function runPreload(world: IsolatedWorld) {
  const globals = globalThis as unknown as Record<string, (text: string) => void>
  const toMain = globals[world.binding]
  delete globals[world.binding]
  const post = (message: object) => toMain?.(world.codec.encode(message))
  const replies: PromiseWithResolvers<unknown>[] = []
  let listeners: { channel: string; listener: Fn }[] = []
  const keep = (isKept: (one: { channel: string; listener: Fn }) => boolean) => {
    listeners = listeners.filter(isKept)
    return ipcRenderer
  }
  const ipcRenderer = {
    on: (channel: string, listener: Fn) => {
      listeners.push({ channel, listener })
      return ipcRenderer
    },
    off: (channel: string, listener: Fn): unknown => ipcRenderer.removeListener(channel, listener),
    removeListener: (channel: string, listener: Fn): unknown =>
      keep((one) => one.channel !== channel || one.listener !== listener),
    removeAllListeners: (channel: string): unknown => keep((one) => one.channel !== channel),
    send: (channel: string, ...args: unknown[]) => post({ channel, args }),
    invoke: (channel: string, ...args: unknown[]) => {
      const reply = Promise.withResolvers<unknown>()
      post({ id: replies.push(reply), channel, args })
      return reply.promise
    },
  }
  globals.standInDeliver = (text) => {
    const { id = 0, channel, args, value, error } = world.codec.decode(text) as Delivery
    if (error !== undefined) replies[id - 1]?.reject(new Error(error))
    else if (id) replies[id - 1]?.resolve(value)
    else for (const one of listeners) if (one.channel === channel) one.listener({}, ...args)
  }
  const electron = { ipcRenderer, contextBridge: { exposeInMainWorld: world.exposeInMainWorld } }
  const require = (id: string) => {
    if (id === 'electron' || id === 'electron/renderer') return electron
    throw new Error(`module not found: ${id}`)
  }
  world.preload(require, world.process, { exports: {} })
}
