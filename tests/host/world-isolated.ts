import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createCodec } from './codec.ts'
import { createBridgeEnd, exposeInThisWorld } from './world-bridge.ts'

type Codec = ReturnType<typeof createCodec>
type Listener = (event: object, ...args: unknown[]) => void
type Delivery = { id?: number; channel: string; args: unknown[]; value: unknown; error?: string }

/** The isolated world in which Electron, too, runs preloads. */
export const isolatedWorld = 'Electron Isolated Context'

/** A sandboxed preload's `require`; `binding` names the world's way to main. */
function preloadRequire(codec: Codec, binding: string, exposeInMainWorld: () => void) {
  const post = (message: object) => Reflect.get(globalThis, binding)?.(codec.encode(message))
  const replies: PromiseWithResolvers<unknown>[] = []
  const listeners: [channel: string, listener: Listener][] = []
  const ipcRenderer = {
    on: (channel: string, listener: Listener) => void listeners.push([channel, listener]),
    removeListener: (channel: string, listener: Listener): void => {
      const at = listeners.findIndex((one) => one[0] === channel && one[1] === listener)
      if (at >= 0) listeners.splice(at, 1)
    },
    send: (channel: string, ...args: unknown[]) => post({ channel, args }),
    invoke: (channel: string, ...args: unknown[]) => {
      const reply = Promise.withResolvers<unknown>()
      post({ id: replies.push(reply), channel, args })
      return reply.promise
    },
  }
  const deliver = (text: string) => {
    const { id = 0, channel, args, value, error } = codec.decode(text) as Delivery
    if (error !== undefined) replies[id - 1]?.reject(new Error(error))
    else if (id) replies[id - 1]?.resolve(value)
    else for (const [name, listener] of [...listeners]) if (name === channel) listener({}, ...args)
  }
  Reflect.set(globalThis, 'standInDeliver', deliver)
  return (id: string) => {
    if (id === 'electron') return { ipcRenderer, contextBridge: { exposeInMainWorld } }
    throw new Error(`module not found: ${id}`)
  }
}

/** The scripts every new document gets, in order: the page's end of the bridge, then the preload. */
export function worldScripts(preloadPath: string, binding: string) {
  const [a, b] = [randomUUID(), randomUUID()]
  const { platform, arch, versions } = process
  const shown = { platform, arch, versions, env: {}, type: 'renderer', sandboxed: true }
  const page = `(${createBridgeEnd})(${createCodec}, '${a}', '${b}').share(${exposeInThisWorld})`
  const preload = `((codec, end, process, module) => {
    const require = (${preloadRequire})(codec(), '${binding}', end(codec, '${b}', '${a}').use(1))
    ;((exports) => {${readFileSync(preloadPath, 'utf8')}\n})(module.exports)
  })(${createCodec}, ${createBridgeEnd}, ${JSON.stringify(shown)}, { exports: {} })`
  return [
    { source: `if (window === top) ${page}` },
    { source: `if (window === top) ${preload}`, worldName: isolatedWorld },
  ]
}
