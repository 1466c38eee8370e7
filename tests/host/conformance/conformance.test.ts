import { EventEmitter } from 'node:events'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CdpSession } from '../cdp-pipe.ts'
import { createCodec } from '../codec.ts'
import { createElectron } from '../create-electron.ts'
import { type ElectronTypings, readElectronTypings } from './electron-typings.ts'

/** Members every EventEmitter or function has. */
const INHERITED = new Set([...Object.getOwnPropertyNames(new EventEmitter()), 'length', 'name'])

/** Members of `value` that the typings do not know. */
function unknownMembers(value: object, known: ReadonlySet<string>): string[] {
  const names = Object.getOwnPropertyNames(value).filter((name) => !INHERITED.has(name))
  return names.filter((name) => name !== 'prototype' && !known.has(name))
}

/** A Chromium that agrees to everything and does nothing; its events are emitted by hand. */
function createMuteChromium() {
  const events = new EventEmitter()
  const session: CdpSession = {
    send: () => Promise.resolve({} as never),
    on: (event, listener) => void events.on(event, listener),
  }
  return { events, session: () => session, stop: () => Promise.resolve() }
}

const chromium = createMuteChromium()
const { electron, start } = createElectron(
  { flags: [], appPath: '/nowhere', manifest: { name: 'conformance', version: '0.0.0' } },
  () => chromium,
)
let typings: ElectronTypings
beforeAll(async () => {
  typings = readElectronTypings()
  await start()
})

/** `new`, which the host's constructors are given as plain functions. */
function construct<T>(make: (...args: never[]) => T, ...args: unknown[]): T {
  return Reflect.construct(make, args)
}

/** One IPC message's event, as a listener of ipcMain gets it. */
async function receiveIpcEvent(): Promise<{ senderFrame: object | null }> {
  construct(electron.BrowserWindow)
  const received = new Promise<{ senderFrame: object | null }>((resolve) => {
    electron.ipcMain.once('hello', resolve)
  })
  const payload = createCodec().encode({ channel: 'hello', args: [] })
  await expect.poll(() => chromium.events.listenerCount('Runtime.bindingCalled')).toBeGreaterThan(0)
  chromium.events.emit('Runtime.bindingCalled', { executionContextId: 0, payload })
  return received
}

describe('every member the host offers is a member in electron.d.ts', () => {
  test.each(Object.entries(electron))('%s', (name, value) => {
    expect(unknownMembers(value, typings.membersOf(name))).toEqual([])
  })

  test.each([
    ['app.commandLine', electron.app.commandLine],
    ['session.defaultSession', electron.session.defaultSession],
    ['session.defaultSession.protocol', electron.session.defaultSession.protocol],
    ['session.defaultSession.webRequest', electron.session.defaultSession.webRequest],
    ['NativeImage', electron.nativeImage.createEmpty()],
  ])('%s', (path, value) => {
    expect(unknownMembers(value, typings.membersOf(path))).toEqual([])
  })

  test('what constructors make', () => {
    const { BrowserWindow, Menu, Notification, Tray } = electron
    const window = construct(BrowserWindow)
    const made = {
      BrowserWindow: window,
      Notification: construct(Notification),
      Tray: construct(Tray),
    }
    for (const [name, value] of Object.entries({ ...made, Menu: Menu.buildFromTemplate([]) })) {
      expect(unknownMembers(value, typings.madeBy(name)), name).toEqual([])
    }
    expect(unknownMembers(window.webContents, typings.membersOf('WebContents'))).toEqual([])
  })

  test('IPC events and their frames', async () => {
    const event = await receiveIpcEvent()
    expect(unknownMembers(event, typings.membersOf('IpcMainEvent'))).toEqual([])
    const frame = typings.membersOf('WebFrameMain')
    expect(unknownMembers(event.senderFrame ?? { none: true }, frame)).toEqual([])
  })

  test('a planted member and a planted export are caught', () => {
    const planted = Object.assign(() => electron.app, electron.app, { quitNicely: () => undefined })
    expect(unknownMembers(planted, typings.membersOf('app'))).toEqual(['quitNicely'])
    expect(() => typings.membersOf('quickWindow')).toThrow('exports no quickWindow')
  })
})

test('what is not offered throws its name', () => {
  expect(() => Reflect.get(electron, 'safeStorage')).toThrow('electron.safeStorage is not offered')
})
