import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { testedProgram } from '../../fixtures/tested-program.ts'
import { repository } from '../fixtures/desktop-host.ts'
import { answerDialog, rememberedCalls } from '../fixtures/stand-in.ts'
import { type Desktop, expect, test } from '../fixtures/test.ts'

/** The bridge as these specs use it: answers are looked at, whatever their type. */
interface Bridge {
  call(name: string, input: unknown, commandId: string): Promise<{ ok: boolean; value?: unknown }>
}

const welcome = (page: Page) => page.getByRole('button', { name: 'Rehearse first' }).first()

let desktop: Desktop
test.beforeEach(async ({ launchDesktop }) => {
  desktop = await launchDesktop()
  await expect(welcome(desktop.page)).toBeVisible({ timeout: 20_000 })
})

test('the page reaches main through the bridge alone, and only by names of the contract', async () => {
  const seen = await desktop.page.evaluate(async () => {
    const bridge = Reflect.get(window, 'mstro') as Bridge
    const snapshot = await bridge.call('app.snapshot', {}, crypto.randomUUID())
    const refused = await bridge
      .call('fs.readFile', { path: '/etc/passwd' }, crypto.randomUUID())
      .then(() => 'answered', String)
    const names = ['require', 'process', 'ipcRenderer', 'electron', 'Buffer']
    return {
      ok: snapshot.ok,
      host: (snapshot.value as { host: string }).host,
      refused,
      visible: names.filter((name) => name in window),
      isFrozen: Object.isFrozen(bridge),
    }
  })
  expect(seen).toEqual({
    ok: true,
    host: 'desktop',
    refused: 'Error: no such procedure',
    visible: [],
    isFrozen: true,
  })
})

test('the policy of the page is enforced: no text as code, no foreign host, no inline script', async () => {
  const seen = await desktop.page.evaluate(async () => {
    const later = <T>(work: () => T) =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(work()))
          } catch (error) {
            resolve((error as Error).name)
          }
        }, 0)
      })
    const evaluated = await later(() => new Function('return 1')())
    const fetched = await fetch('http://127.0.0.1:9/').then(
      () => 'reached',
      (error) => error.name,
    )
    const script = document.createElement('script')
    const isTextRefused = await later(() => {
      script.textContent = 'window.planted = true'
      document.body.append(script)
      return 'planted' in window
    })
    return { evaluated, fetched, isTextRefused }
  })
  expect(seen.evaluated).toMatch(/EvalError|TypeError/)
  expect(seen.fetched).toBe('TypeError')
  expect(['false', 'TypeError']).toContain(seen.isTextRefused)
})

test('navigation and new windows are denied; a web link goes to the system browser', async ({
  desktopHost,
}) => {
  const { page, app } = desktop
  await page.evaluate(() => {
    location.href = 'https://example.com/away'
  })
  await expect(welcome(page)).toBeVisible()
  await page.evaluate(() => window.open('https://example.com/docs'))
  await page.evaluate(() => window.open('file:///etc/passwd'))
  await expect.poll(() => app.windows().length).toBe(1)
  if (desktopHost.kind === 'stand-in') {
    const opened = await rememberedCalls(app, 'shell.openExternal')
    expect(opened.flat()).toEqual(['https://example.com/docs'])
  }
})

test('permissions are refused', async () => {
  const states = await desktop.page.evaluate(async () => {
    const asked = await navigator.mediaDevices?.getUserMedia({ audio: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    )
    const geo = await new Promise<string>((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        (error) => resolve(`code ${error.code}`),
        { timeout: 3_000 },
      ),
    )
    return { asked, geo }
  })
  expect(states.asked ?? 'NotAllowedError').not.toBe('granted')
  expect(states.geo).not.toBe('granted')
})

test('a second start shows the first window; a start of the other host says who owns the home', async ({
  home,
}) => {
  const electron = createRequire(import.meta.url)('electron') as string
  const options = { env: { ...home.env }, encoding: 'utf8', timeout: 30_000 } as const
  const second = spawnSync(electron, [repository], options)
  expect(second.status).toBe(0)
  expect(desktop.app.windows()).toHaveLength(1)

  const serve = [testedProgram, 'serve', '--home', home.mstroHome, '--no-open']
  const other = spawnSync(process.execPath, serve, options)
  expect(other.status).toBe(1)
  expect(other.stderr).toContain(String(desktop.process.pid))
})

test('the folder dialog of the system is asked, and its answer is used', async ({ home }) => {
  await answerDialog(desktop.app, 'showOpenDialog', { canceled: false, filePaths: [home.root] })
  const picked = await desktop.page.evaluate(() =>
    (Reflect.get(window, 'mstro') as Bridge).call('workspace.pickFolder', {}, crypto.randomUUID()),
  )
  expect(picked).toEqual({ ok: true, value: { path: home.root } })
})

test('closing the window ends the app and everything it started', async () => {
  const { app, process: child, page } = desktop
  await welcome(page).click()
  await expect(page.getByText('This agent is scripted.')).toBeVisible()
  await app.close()
  await expect.poll(() => child.exitCode ?? child.signalCode).not.toBeNull()
})
