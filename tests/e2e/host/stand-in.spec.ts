import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { readElectronTypings } from '../../host/conformance/electron-typings.ts'
import { answerDialog, rememberedCalls } from '../fixtures/stand-in.ts'
import { type Desktop, expect, test } from '../fixtures/test.ts'

interface Told {
  readonly heard?: string
  readonly arguments?: string[]
  readonly data?: unknown
}

/** What the fixture's preload exposes. */
interface FixtureApi {
  readonly platform: string
  readonly nested: { readonly list: readonly number[] }
  invoke(channel: string, ...args: unknown[]): Promise<unknown>
  say(text: string): void
  onTold(listener: (told: Told) => void): () => void
  twice(value: number): number
  refuse(): void
  requireFs(): void
  offered(): Record<'ipcRenderer' | 'contextBridge', string[]>
}

declare global {
  interface Window {
    readonly fixture: FixtureApi
    told: Told[]
  }
}

const appPath = join(import.meta.dirname, 'fixture-app')
const executable = join(import.meta.dirname, '../../host/electron')
const heading = (page: Page) => page.getByRole('heading', { name: 'Ready' })

let desktop: Desktop
test.beforeEach(async ({ launchDesktop }) => {
  desktop = await launchDesktop({ appPath })
  await expect(heading(desktop.page)).toBeVisible()
})

test('values pass the bridge as structured clone would carry them', async () => {
  const seen = await desktop.page.evaluate(async () => {
    const sent = {
      date: new Date(86_400_000),
      bytes: new Uint8Array([0, 1, 254, 255]),
      nothing: undefined,
      list: [null, true, -1.5, 'ä€😀'],
      $: ['undefined', { kind: 'Date' }],
    }
    const back = (await window.fixture.invoke('echo', sent)) as typeof sent
    return {
      date: back.date instanceof Date && back.date.toISOString(),
      bytes: back.bytes instanceof Uint8Array && [...back.bytes],
      hasNothing: 'nothing' in back && back.nothing === undefined,
      list: back.list,
      $: back.$,
    }
  })
  expect(seen).toEqual({
    date: '1970-01-02T00:00:00.000Z',
    bytes: [0, 1, 254, 255],
    hasNothing: true,
    list: [null, true, -1.5, 'ä€😀'],
    $: ['undefined', { kind: 'Date' }],
  })
})

test('functions, errors and listeners pass the bridge', async () => {
  const seen = await desktop.page.evaluate(async () => {
    const { fixture } = window
    const message = (error: unknown) => String(error)
    const attempt = (act: () => void) => {
      try {
        act()
        return 'nothing was thrown'
      } catch (error) {
        return message(error)
      }
    }
    const told: Told[] = []
    const stop = fixture.onTold((value) => told.push(value))
    fixture.say('one')
    await fixture.invoke('echo', 1)
    stop()
    fixture.say('two')
    await fixture.invoke('echo', 1)
    return {
      twice: fixture.twice(21),
      thrown: attempt(fixture.refuse),
      nodeModule: attempt(fixture.requireFs),
      notCloned: attempt(() => void fixture.twice(Symbol('s') as never)),
      failed: await fixture.invoke('fail').catch(message),
      unknown: await fixture.invoke('unheard').catch(message),
      told,
    }
  })
  expect(seen).toEqual({
    twice: 42,
    thrown: 'Error: refused',
    nodeModule: 'Error: module not found: node:fs',
    notCloned: 'Error: An object could not be cloned. (Symbol)',
    failed: "Error: Error invoking remote method 'fail': RangeError: out of range",
    unknown:
      "Error: Error invoking remote method 'unheard': Error: No handler registered for 'unheard'",
    told: [{ heard: 'one' }],
  })
})

test('main sees who asks', async () => {
  const sender = await desktop.page.evaluate(() => window.fixture.invoke('sender'))
  const main = { url: 'app://fixture/index.html', origin: 'app://fixture', isMainFrame: true }
  expect(sender).toEqual({ ...main, id: 1 })
})

test('the page sees nothing of Node, Electron or the host, and cannot change what is exposed', async () => {
  const seen = await desktop.page.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron']
    const frozen = [window.fixture, window.fixture.nested, window.fixture.nested.list]
    const added = Object.getOwnPropertyNames(window).filter((name) => /^standIn/.test(name))
    return {
      visible: names.filter((name) => name in window),
      added,
      isFrozen: frozen.every((value) => Object.isFrozen(value)),
      isReplaceable:
        Reflect.set(window, 'fixture', {}) || Reflect.deleteProperty(window, 'fixture'),
    }
  })
  expect(seen).toEqual({ visible: [], added: [], isFrozen: true, isReplaceable: false })
})

test('what the preload is offered is in electron.d.ts', async () => {
  const typings = readElectronTypings()
  const offered = await desktop.page.evaluate(() => window.fixture.offered())
  for (const [name, members] of Object.entries(offered)) {
    expect(members.length, name).toBeGreaterThan(0)
    expect(
      members.filter((member) => !typings.membersOf(name).has(member)),
      name,
    ).toEqual([])
  }
})

test('a frame inside the page gets no preload', async () => {
  const seen = await desktop.page.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.src = '/index.html'
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
    document.body.append(frame)
    await loaded
    const inside = frame.contentWindow
    return { isLoaded: inside?.document.title, hasApi: inside !== null && 'fixture' in inside }
  })
  expect(seen).toEqual({ isLoaded: 'Fixture', hasApi: false })
})

test('the content security policy from onHeadersReceived is enforced', async () => {
  expect(await desktop.page.title()).toBe('Fixture')
  const seen = await desktop.page.evaluate(async () => {
    // Playwright's own evaluation may use eval; what runs later may not.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(String(new Function('return 1')()))
        } catch (error) {
          resolve((error as Error).name)
        }
      })
    })
    const post = await fetch('/any', { method: 'POST', body: 'a body' })
    const remote = await fetch('https://example.invalid/').catch(() => 'refused')
    return { evaluated, posted: await post.text(), remote }
  })
  expect(seen).toEqual({ evaluated: 'EvalError', posted: 'posted a body', remote: 'refused' })
})

test('navigation, redirects and new windows are denied', async () => {
  const { app, page } = desktop
  await page.evaluate(() => {
    window.told = []
  })
  for (const name of ['Away', 'Moved', 'Outside']) {
    await page.getByRole('link', { name, exact: true }).click()
    // A round trip through main: by its end the denial has happened.
    await page.evaluate(() => window.fixture.invoke('echo', 1))
  }
  const requests: (string | undefined)[] = []
  const server = createServer(({ url }) => requests.push(url)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const opened = `http://127.0.0.1:${port}/opened`
  await page.evaluate((url) => void window.open(url), opened)
  await expect
    .poll(() => rememberedCalls(app, 'shell.openExternal'))
    .toEqual([['https://example.invalid/outside'], [opened]])
  await expect.poll(() => app.windows().length).toBe(1)
  expect(page.url()).toMatch(/\/index\.html$/)
  expect(await page.evaluate(() => window.told)).toEqual([])
  await app.close()
  server.close()
  expect(requests).toEqual([])
})

test('the app may navigate itself, and reloading keeps the bridge', async () => {
  const { app, page } = desktop
  await app.evaluate(async ({ BrowserWindow }) => {
    await BrowserWindow.getAllWindows()[0]?.loadURL('app://fixture/index.html?again')
  })
  await expect(page).toHaveURL(/\?again$/)
  await page.reload()
  expect(await page.evaluate(() => window.fixture.twice(2))).toBe(4)
})

test('a second instance is turned away and the first one told', async ({ home }) => {
  const { page } = desktop
  await page.evaluate(() => {
    window.told = []
    window.fixture.onTold((told) => window.told.push(told))
  })
  const second = spawnSync(executable, [appPath, 'mstro://open/1'], {
    env: home.env,
    encoding: 'utf8',
    timeout: 20_000,
  })
  expect(second.stdout).toBe('second instance\n')
  expect(second.status).toBe(0)
  const told = { arguments: ['mstro://open/1'], data: { from: 'another instance' } }
  await expect.poll(() => page.evaluate(() => window.told)).toEqual([told])
})

test('tests reach the main process', async () => {
  const { app, page } = desktop
  const seen = await app.evaluate(({ app: main, BrowserWindow }) => ({
    name: main.getName(),
    version: main.getVersion(),
    windows: BrowserWindow.getAllWindows().length,
    isVisible: BrowserWindow.getAllWindows()[0]?.isVisible(),
  }))
  expect(seen).toEqual({ name: 'stand-in-fixture', version: '1.2.3', windows: 1, isVisible: true })
  const window = await app.browserWindow(page)
  expect(await window.evaluate((one) => one.webContents.getURL())).toBe('app://fixture/index.html')
})

test('dialogs answer as the test says and throw without it', async () => {
  const { app } = desktop
  const open = () => app.evaluate(({ dialog }) => dialog.showOpenDialog({}))
  await expect(open()).rejects.toThrow('nothing answers dialog.showOpenDialog')
  const answer = { canceled: false, filePaths: ['/chosen'] }
  await answerDialog(app, 'showOpenDialog', answer)
  expect(await open()).toEqual(answer)
})

test('what the host does not offer throws its name', async () => {
  const { app } = desktop
  const reach = app.evaluate((electron) => electron.inAppPurchase)
  await expect(reach).rejects.toThrow('electron.inAppPurchase is not offered')
})

for (const [name, value] of [
  ['nodeIntegration', true],
  ['contextIsolation', false],
  ['sandbox', false],
  ['webSecurity', false],
] as const) {
  test(`${name}: ${value} is refused`, async () => {
    const open = desktop.app.evaluate(
      ({ BrowserWindow }, preferences) => {
        new BrowserWindow({ webPreferences: preferences }).destroy()
      },
      Object.fromEntries([[name, value]]),
    )
    await expect(open).rejects.toThrow(`refuses ${name}: ${value}`)
  })
}

test('a crashed page is reported and can be loaded again', async () => {
  const seen = await desktop.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const reason = await new Promise((resolve) => {
      contents?.once('render-process-gone', (_event, details) => resolve(details.reason))
      contents?.forcefullyCrashRenderer()
    })
    const preloaded = new Promise<string | undefined>((resolve) => {
      ipcMain.once('preloaded', ({ senderFrame }) => resolve(senderFrame?.url))
    })
    await contents?.loadURL('app://fixture/index.html?after')
    return { reason, preloadedAgain: await preloaded }
  })
  expect(seen).toEqual({ reason: 'crashed', preloadedAgain: 'app://fixture/index.html?after' })
})

test('quitting runs in order and leaves no process and no profile', async ({ home }) => {
  const { app, process: main, output } = desktop
  const pid = main.pid ?? 0
  const started = [pid, ...descendants(pid)]
  expect(started.filter((one) => commandOf(one).includes('chromium')).length).toBeGreaterThan(2)
  await app.close()
  await expect.poll(() => started.filter((one) => existsSync(`/proc/${one}`))).toEqual([])
  expect(output.text().match(/(?<=event ).+/g)).toEqual(['before-quit', 'will-quit', 'quit'])
  const left = readdirSync(home.env.TMPDIR ?? '').filter((name) => name.startsWith('stand-in'))
  expect(left).toEqual([])
})

test('closing the last window ends the app when nothing holds it', async () => {
  const { app, process: child, output } = desktop
  await app.evaluate(({ app: main, BrowserWindow }) => {
    main.removeAllListeners('window-all-closed')
    BrowserWindow.getAllWindows()[0]?.close()
  })
  await expect.poll(() => child.exitCode).toBe(0)
  expect(output.text()).toContain('event will-quit')
})

function descendants(pid: number): number[] {
  const tasks = `/proc/${pid}/task`
  const children = readdirSync(tasks).flatMap((task) =>
    readFileSync(join(tasks, task, 'children'), 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  )
  return children.flatMap((child) => [child, ...descendants(child)])
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
}
