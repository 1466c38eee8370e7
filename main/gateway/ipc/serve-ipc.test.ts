import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
import { channels } from '../../../shared/rpc/channels.ts'
import { createSmallApp, sessionTopic } from '../../../tests/integration/gateway/small-app.ts'
import { type IpcDeps, serveIpc } from './serve-ipc.ts'

const pageId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
const otherPageId = '3f2504e0-4f89-41d3-9a0c-0305e82c3302'

/** A page as main sees it, with what it was sent. */
class FakeContents extends EventEmitter {
  readonly id: number
  readonly sent: [string, unknown][] = []
  isGone = false
  constructor(id: number) {
    super()
    this.id = id
  }
  isDestroyed() {
    return this.isGone
  }
  send(channel: string, page: string, text: string) {
    expect(channel).toBe(channels.stream)
    this.sent.push([page, JSON.parse(text)])
  }
}

const ownFrame = { url: `${brand.origin}/session/1`, origin: brand.origin, parent: null }

function open() {
  const app = createSmallApp()
  const handlers = new Map<string, (...args: never[]) => Promise<unknown>>()
  const emitter = Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: (...args: never[]) => Promise<unknown>) => {
      handlers.set(channel, handler)
    },
    removeHandler: (channel: string) => handlers.delete(channel),
  })
  const ipcMain = emitter as object as IpcDeps['ipcMain']
  const bridge = serveIpc({ ...app, ipcMain, isOwnWindow: (id) => id === 1 })
  const contents = new FakeContents(1)
  const send = (page: unknown, message: unknown, event: object = {}) =>
    emitter.emit(
      channels.follow,
      { sender: contents, senderFrame: ownFrame, ...event },
      page,
      message,
    )
  const call = async (args: unknown[], event: object = {}) => {
    const handler = handlers.get(channels.call) as (...all: unknown[]) => Promise<unknown>
    return handler({ sender: contents, senderFrame: ownFrame, ...event }, ...args)
  }
  const subscribe = { kind: 'subscribe', topic: sessionTopic, after: null }
  return { app, bridge, contents, send, call, subscribe, handlers, emitter }
}

const strangers: [string, object][] = [
  ['a frame that has gone', { senderFrame: null }],
  ['a subframe', { senderFrame: { ...ownFrame, parent: ownFrame } }],
  [
    'a web page',
    { senderFrame: { ...ownFrame, url: 'https://evil.com/', origin: 'https://evil.com' } },
  ],
  ['a file', { senderFrame: { ...ownFrame, url: 'file:///x.html', origin: 'file://' } }],
  ['a blank page', { senderFrame: { ...ownFrame, url: 'about:blank', origin: 'null' } }],
  [
    'a name that begins like ours',
    { senderFrame: { ...ownFrame, url: `${brand.origin}.evil.com/` } },
  ],
  ['our address with another origin', { senderFrame: { ...ownFrame, origin: 'null' } }],
  ['another window', { sender: new FakeContents(2) }],
]

describe('the sender', () => {
  test.each(strangers)('%s is refused', async (_name, event) => {
    const { app, send, call, contents, subscribe } = open()
    await expect(call(['sessions.list', {}, 'c1'], event)).rejects.toThrow('refused')
    send(pageId, subscribe, event)
    app.sessionFeed.publish('sessions.appended', 1)
    expect(contents.sent).toEqual([])
    expect(app.ran).toEqual([])
  })

  test('our own page is answered', async () => {
    const { call, app } = open()
    expect(await call(['sessions.list', {}, 'c1'])).toEqual({ ok: true, value: { sessions: [] } })
    expect(app.ran).toEqual(['sessions.list'])
  })
})

describe('calls', () => {
  test.each([
    [[]],
    [['sessions.list', {}]],
    [['sessions.list', {}, '']],
    [[['sessions.list'], {}, 'c1']],
    [[null, null, null]],
  ])('%j is no call', async (args) => {
    const { call, app } = open()
    await expect(call(args)).rejects.toThrow('not a call')
    expect(app.ran).toEqual([])
  })
})

describe('streams', () => {
  test('reach the page that asked, and no longer the page before a reload', () => {
    const { app, send, contents, subscribe } = open()
    send(pageId, subscribe)
    app.sessionFeed.publish('sessions.appended', 'one')
    send(otherPageId, { kind: 'subscribe', topic: 'app', after: null })
    app.sessionFeed.publish('sessions.appended', 'two')
    app.appFeed.publish('app.noticeDismissed', { id: 'n' })
    expect(contents.sent).toMatchObject([
      [pageId, { seq: 1, payload: 'one' }],
      [otherPageId, { name: 'app.noticeDismissed' }],
    ])
  })

  test('end with the page', () => {
    const { app, send, contents, subscribe } = open()
    send(pageId, subscribe)
    contents.isGone = true
    contents.emit('destroyed')
    app.sessionFeed.publish('sessions.appended', 'late')
    expect(contents.sent).toEqual([])
  })

  test('of a page that takes nothing are reset; one that takes them goes on', () => {
    const { app, send, contents, subscribe } = open()
    send(pageId, subscribe)
    const publish = () => app.sessionFeed.publish('sessions.appended', 'x'.repeat(1024 * 1024))
    for (let megabyte = 0; megabyte < 15; megabyte += 1) publish()
    send(pageId, { kind: 'taken', bytes: 15 * 1024 * 1024 })
    for (let megabyte = 0; megabyte < 15; megabyte += 1) publish()
    expect(contents.sent).toHaveLength(30)
    for (let megabyte = 0; megabyte < 15; megabyte += 1) publish()
    expect(contents.sent.at(-1)).toMatchObject([pageId, { kind: 'reset' }])
    expect(contents.sent.length).toBeLessThan(45)
  })

  test.each(['x', '', null, 7, {}, '3f2504e0'])(
    'a page that names itself %j is ignored',
    (page) => {
      const { app, send, contents, subscribe } = open()
      send(page, subscribe)
      app.sessionFeed.publish('sessions.appended', 1)
      expect(contents.sent).toEqual([])
    },
  )
})

test('closing leaves no channel and no stream behind', () => {
  const { app, bridge, send, contents, subscribe, handlers, emitter } = open()
  send(pageId, subscribe)
  bridge.close()
  app.sessionFeed.publish('sessions.appended', 1)
  expect(contents.sent).toEqual([])
  expect(handlers.size).toBe(0)
  expect(emitter.listenerCount(channels.follow)).toBe(0)
})
