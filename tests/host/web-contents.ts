import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { CdpSession, Paused } from './cdp-pipe.ts'
import { createCodec } from './codec.ts'
import { hostEvent } from './recording.ts'
import type { createSession } from './session.ts'
import { isolatedWorld, worldScripts } from './world-isolated.ts'

/** What windows and their contents share; `targets` has contents by the id of their page. */
export interface Host {
  readonly cdp: (sessionId?: string) => CdpSession
  readonly ipcMain: EventEmitter
  readonly handlers: ReadonlyMap<string, (event: object, ...args: unknown[]) => unknown>
  readonly sessions: ReturnType<typeof createSession>
  readonly targets: Map<string, object>
}
type Size = { width: number; height: number }
type OnOpen = (details: { url: string; frameName: string }) => { action: string }
type IpcMessage = { id?: number; channel: string; args: unknown[] }
let lastId = 0

/** `webContents` on a Chromium page of its own, and `destroy`, which closes the page. */
export function createWebContents({ cdp, sessions, ...host }: Host, preload: unknown, size: Size) {
  const codec = createCodec()
  const state = { url: '', targetId: '', world: 0, isDestroyed: false, isOwnLoad: false }
  const hooks: { onOpen: OnOpen } = { onOpen: () => ({ action: 'allow' }) }
  const contents = Object.assign(new EventEmitter(), {
    id: ++lastId,
    session: sessions.session,
    getURL: () => state.url,
    isDestroyed: () => state.isDestroyed,
    setWindowOpenHandler: (onOpen: OnOpen) => void Object.assign(hooks, { onOpen }),
    send: (channel: string, ...args: unknown[]) => void deliver({ channel, args }),
    // The command's own answer is that its page has crashed.
    forcefullyCrashRenderer: () =>
      void page.then((session) => session.send('Page.crash')).catch(() => undefined),
    loadURL: async (to: string): Promise<void> => {
      const session = await page
      state.isOwnLoad = true
      const loaded = new Promise((resolve) => contents.once('did-finish-load', resolve))
      const { errorText } = await session.send('Page.navigate', { url: sessions.toChromium(to) })
      if (errorText) throw new Error(`${errorText} loading '${to}'`)
      await loaded
    },
  })
  const deliver = async (message: object, contextId = state.world): Promise<void> => {
    const expression = `standInDeliver(${JSON.stringify(codec.encode(message))})`
    // A document that has gone meanwhile gets nothing, as in Electron.
    await (await page).send('Runtime.evaluate', { expression, contextId }).catch(() => undefined)
  }
  const receive = async (contextId: number, { id, channel, args }: IpcMessage): Promise<void> => {
    const frame = { url: state.url, origin: sessions.originOf(state.url), parent: null, top: {} }
    frame.top = frame
    const senderFrame = contextId === state.world ? frame : null
    const event = { type: 'frame', sender: contents, senderFrame }
    if (id === undefined) return void host.ipcMain.emit(channel, event, ...args)
    try {
      const handler = host.handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      await deliver({ id, value: await handler(event, ...args) }, contextId)
    } catch (error) {
      await deliver({ id, error: `Error invoking remote method '${channel}': ${error}` }, contextId)
    }
  }
  const isDenied = (url: string, isMainFrame: boolean, redirect?: string): boolean => {
    const event = hostEvent({ url, isMainFrame })
    if (redirect) contents.emit('will-redirect', event, url)
    else if (!isMainFrame || !state.isOwnLoad) contents.emit('will-frame-navigate', event)
    if (!redirect && isMainFrame && !state.isOwnLoad) contents.emit('will-navigate', event, url)
    state.isOwnLoad &&= !isMainFrame
    return event.defaultPrevented
  }
  const answer = async (session: CdpSession, paused: Paused): Promise<void> => {
    const { requestId, request, frameId, resourceType, redirectedRequestId } = paused
    const url = sessions.fromChromium(request.url)
    const isNavigation = resourceType === 'Document'
    if (isNavigation && isDenied(url, frameId === state.targetId, redirectedRequestId)) {
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    const response = await sessions.respond({ ...request, url })
    if (response) await session.send('Fetch.fulfillRequest', { requestId, ...response })
    else await session.send('Fetch.continueRequest', { requestId })
  }
  const listen = (session: CdpSession): void => {
    session.on('Fetch.requestPaused', (paused) => {
      const { requestId } = paused
      const fail = () => session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
      // Where even the failure cannot be told, the document has gone.
      void answer(session, paused)
        .catch(fail)
        .catch(() => undefined)
    })
    session.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
      if (name === isolatedWorld && auxData?.frameId === state.targetId) state.world = id
    })
    session.on('Runtime.bindingCalled', ({ executionContextId, payload }) => {
      void receive(executionContextId, codec.decode(payload) as IpcMessage)
    })
    session.on('Page.frameNavigated', ({ frame }) => {
      if (!frame.parentId) state.url = sessions.fromChromium(frame.url)
    })
    session.on('Page.loadEventFired', () => {
      if (state.url) contents.emit('did-finish-load', hostEvent())
    })
    session.on('Page.windowOpen', ({ url, windowName: frameName }) => {
      const { action } = hooks.onOpen({ url: sessions.fromChromium(url), frameName })
      if (action !== 'deny') throw new Error('stand-in host: child windows are not offered')
    })
    session.on('Inspector.targetCrashed', () => {
      contents.emit('render-process-gone', hostEvent(), { reason: 'crashed', exitCode: 1 })
    })
  }
  const open = async (): Promise<CdpSession> => {
    const target = { url: 'about:blank', newWindow: true, ...(process.env.DISPLAY ? {} : size) }
    const { targetId } = await cdp().send('Target.createTarget', target)
    state.targetId = targetId
    host.targets.set(targetId, contents)
    const { sessionId } = await cdp().send('Target.attachToTarget', { targetId, flatten: true })
    const session = cdp(sessionId)
    listen(session)
    await session.send('Page.enable')
    await session.send('Runtime.enable')
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    const name = `standIn${randomUUID()}`
    await session.send('Runtime.addBinding', { name, executionContextName: isolatedWorld })
    for (const script of typeof preload === 'string' ? worldScripts(preload, name) : []) {
      await session.send('Page.addScriptToEvaluateOnNewDocument', script)
    }
    return session
  }
  const page = open()
  const destroy = async (): Promise<void> => {
    state.isDestroyed = true
    contents.emit('destroyed')
    await page
    // A page that has gone already needs no closing.
    await cdp()
      .send('Target.closeTarget', { targetId: state.targetId })
      .catch(() => undefined)
  }
  return { contents, destroy }
}
