import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import { z } from 'zod'
import { desktopWindowName } from '../../../shared/app/client-names.ts'
import { channels } from '../../../shared/rpc/channels.ts'
import { clientFrameSchema, type Outcome, type ServerFrame } from '../../../shared/rpc/frames.ts'
import type { Feeds } from '../../kit/feed.ts'
import type { Caller } from '../../kit/handlers.ts'
import type { Logger } from '../../kit/logger.ts'
import { type Connection, createConnection } from '../connection.ts'
import type { Dispatch } from '../dispatch.ts'
import { isOwnSender, type Sent } from './sender.ts'

/** What the bridge is built from. */
export interface IpcDeps {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on' | 'removeHandler' | 'removeListener'>
  readonly dispatch: Dispatch
  readonly feeds: Feeds
  readonly logger: Logger
  readonly isOwnWindow: (contentsId: number) => boolean
}

/** One loaded page; a reload is a new one. */
interface Page {
  readonly pageId: string
  readonly connection: Connection
  taken(bytes: number): void
}

const caller: Caller = { wire: 'ipc', role: 'owner', name: desktopWindowName }
const pageIdSchema = z.uuid()
/** What a page says besides subscribing: how much of the streams it has taken. */
const takenSchema = z.object({ kind: z.literal('taken'), bytes: z.number().int().positive() })
const callSchema = clientFrameSchema.options[0]

/** Serves the desktop window's bridge; every message whose sender is not our own page is refused. */
export function serveIpc(deps: IpcDeps): { close(): void } {
  const { ipcMain } = deps
  const pages = new Map<number, Page>()

  const isRefused = (event: Sent, channel: string) => {
    if (isOwnSender(event, deps.isOwnWindow)) return false
    deps.logger.warn('message refused', { channel, url: event.senderFrame?.url })
    return true
  }

  const call = async (event: IpcMainInvokeEvent, ...sent: unknown[]): Promise<Outcome> => {
    if (isRefused(event, channels.call)) throw new Error('refused')
    const [procedure, input, id] = sent
    const frame = callSchema.safeParse({ kind: 'call', procedure, input, id })
    if (!frame.success) throw new Error('not a call')
    return deps.dispatch(frame.data, caller)
  }

  const leave = (contentsId: number) => {
    pages.get(contentsId)?.connection.close()
    pages.delete(contentsId)
  }

  const pageOf = (contents: WebContents, pageId: string): Page => {
    const known = pages.get(contents.id)
    if (known?.pageId === pageId) return known
    if (!known) contents.once('destroyed', () => leave(contents.id))
    leave(contents.id)
    const page = openPage(contents, pageId, deps)
    pages.set(contents.id, page)
    return page
  }

  const follow = (event: IpcMainEvent, ...sent: unknown[]) => {
    if (isRefused(event, channels.follow)) return
    const pageId = pageIdSchema.safeParse(sent[0])
    if (!pageId.success) return
    const page = pageOf(event.sender, pageId.data)
    const taken = takenSchema.safeParse(sent[1])
    if (taken.success) page.taken(taken.data.bytes)
    else page.connection.receive(sent[1])
  }

  ipcMain.handle(channels.call, call)
  ipcMain.on(channels.follow, follow)
  return {
    close() {
      ipcMain.removeHandler(channels.call)
      ipcMain.removeListener(channels.follow, follow)
      for (const contentsId of [...pages.keys()]) leave(contentsId)
    },
  }
}

function openPage(contents: WebContents, pageId: string, deps: IpcDeps): Page {
  let waitingBytes = 0
  const outlet = {
    // Text, so that its size is known: the page tells how much it took, and one that hangs is reset.
    send(frame: ServerFrame) {
      if (contents.isDestroyed()) return
      const text = JSON.stringify(frame)
      waitingBytes += text.length
      contents.send(channels.stream, pageId, text)
    },
    waitingBytes: () => waitingBytes,
  }
  return {
    pageId,
    connection: createConnection({ ...deps, caller, outlet }),
    taken(bytes) {
      waitingBytes = Math.max(0, waitingBytes - bytes)
    },
  }
}
