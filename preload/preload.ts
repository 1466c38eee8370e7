import { contextBridge, ipcRenderer } from 'electron'
import { brand } from '../shared/brand.ts'
import { channels } from '../shared/rpc/channels.ts'
import type { Cursor, Outcome, StreamFrame, Topic } from '../shared/rpc/frames.ts'
import { isProcedureName } from './procedure-names.ts'

type Listener = (frame: StreamFrame) => void

/** Tells main how much was taken, not more often than every so many characters. */
const tellEvery = 64 * 1024

/** Changes with every load, so that frames for the page before are not taken for this one's. */
const pageId = crypto.randomUUID()
const listeners = new Map<Topic, Listener>()
let untold = 0

const follow = (message: object) => ipcRenderer.send(channels.follow, pageId, message)

ipcRenderer.on(channels.stream, (_event, forPage: unknown, text: unknown) => {
  if (forPage !== pageId || typeof text !== 'string') return
  untold += text.length
  const frame = JSON.parse(text) as StreamFrame
  listeners.get(frame.topic)?.(frame)
  if (untold < tellEvery) return
  follow({ kind: 'taken', bytes: untold })
  untold = 0
})

/** All that the page gets of main: calls by name and streams by topic, nothing of Electron. */
const bridge = {
  wire: 'ipc',
  call(name: string, input: unknown, commandId: string): Promise<Outcome> {
    if (!isProcedureName(name)) return Promise.reject(new Error('no such procedure'))
    return ipcRenderer.invoke(channels.call, name, input, String(commandId))
  },
  on(topic: Topic, after: Cursor | null, listener: Listener): () => void {
    if (listeners.has(topic)) throw new Error('this topic has a listener already')
    listeners.set(topic, listener)
    follow({ kind: 'subscribe', topic, after })
    return () => {
      if (listeners.get(topic) !== listener) return
      listeners.delete(topic)
      follow({ kind: 'unsubscribe', topic })
    }
  },
} as const

contextBridge.exposeInMainWorld(brand.command, Object.freeze(bridge))
