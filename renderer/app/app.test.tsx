import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { policy } from '../../shared/privacy/policy-text.ts'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { approval } from '../../tests/fixtures/ui-app/seed-inbox.ts'
import { type Seed, seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { checkOutput } from '../client/check-output.ts'
import { createAppStore, createClient } from '../client/index.ts'
import { createIpcWire } from '../client/ipc-wire.ts'
import type { ConnectionStatus, Wire } from '../client/wire.ts'
import { observed } from '../client/wire.ts'
import { App } from './app.tsx'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let root: Root
let container: HTMLElement

beforeEach(() => {
  container = document.body.appendChild(document.createElement('div'))
  root = createRoot(container)
})

afterEach(() => {
  act(() => root.unmount())
  document.body.replaceChildren()
  window.history.replaceState(null, '', '/')
})

interface Started {
  readonly seed: Seed
  readonly calls: [string, unknown][]
  readonly status: ReturnType<typeof observed<ConnectionStatus>>
  readonly publish: (name: string, payload: unknown) => void
}

/** Runs the real renderer over a seed, opened at a path. */
async function start(name: string, path = '/', change: (seed: Seed) => void = () => {}) {
  const seed = seedOf(name, 'dark')
  change(seed)
  window.history.replaceState(null, '', path)
  const bridge = createFakeBridge(seed)
  const calls: [string, unknown][] = []
  const status = observed<ConnectionStatus>({ status: 'online' })
  const plain = createIpcWire({
    ...bridge,
    call: (procedure, input, id) => {
      calls.push([procedure, input])
      return bridge.call(procedure, input, id)
    },
  })
  const wire: Wire = { ...plain, status: status.get, onStatus: status.subscribe }
  const client = createClient(seed.hasWrongShapes ? { wire } : { wire, checkOutput })
  await act(async () => root.render(<App client={client} store={createAppStore(client)} />))
  await settle()
  const started: Started = { seed, calls, status, publish: bridge.publish }
  return started
}

const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 0)))

function find(selector: string, text: string): HTMLElement {
  const all = [...document.querySelectorAll<HTMLElement>(selector)]
  const found = all.find(
    (element) => element.textContent?.includes(text) || element.ariaLabel?.includes(text),
  )
  if (!found) throw new Error(`no ${selector} says ${text}: ${document.body.textContent}`)
  return found
}

async function press(text: string) {
  await act(async () => find('button', text).click())
  await settle()
}

async function type(selector: string, text: string) {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector)
  if (!field) throw new Error(`no ${selector}`)
  const proto = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  const set = Object.getOwnPropertyDescriptor(proto.prototype, 'value')?.set
  await act(async () => {
    set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

const key = (init: KeyboardEventInit) =>
  act(async () => {
    window.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))
  })
const called = ({ calls }: Started, name: string) =>
  calls.filter(([procedure]) => procedure === name).map(([, input]) => input)
const shown = () => document.body.textContent ?? ''

test('a fresh home is greeted, and one click starts the rehearsal that says it is scripted', async () => {
  const started = await start('fresh')
  expect(find('h1', 'Leave the room')).toBeTruthy()
  await press('Rehearse first')
  expect(called(started, 'sessions.start')).toMatchObject([{ agent: 'rehearsal', workspace: '' }])
  expect(called(started, 'settings.change')).toEqual([{ welcomed: true }])
  expect(window.location.pathname).toBe('/session/new')
  expect(shown()).toContain('This agent is scripted.')
})

test('an old agent is told with the command that helps', async () => {
  await start('missing')
  expect(shown()).toContain('too old')
  expect(shown()).toContain('npm install -g @anthropic-ai/claude-code@2.1.329')
  expect(shown().split('npm install')).toHaveLength(2)
})

test('theme and density of the settings stand on the page', async () => {
  const started = await start('busy', '/settings/appearance')
  expect(document.documentElement.dataset).toMatchObject({ theme: 'dark', density: 'normal' })
  await act(async () => document.querySelector<HTMLInputElement>('input[value="system"]')?.click())
  await act(async () => document.querySelector<HTMLInputElement>('input[value="compact"]')?.click())
  await settle()
  expect(called(started, 'settings.change')).toEqual([{ theme: 'system' }, { density: 'compact' }])
  expect(document.documentElement.dataset.theme).toBeUndefined()
  expect(document.documentElement.dataset.density).toBe('compact')
})

test('a session starts only after the folder’s own settings were decided about', async () => {
  const started = await start('busy', '/new?workspace=/home/noor/code/ledger-api')
  await type('textarea', 'Fix the totals')
  await press('Start')
  expect(called(started, 'sessions.start')).toEqual([])
  await press('Look and decide')
  expect(shown()).toContain('npx -y @acme/ledger-tools@latest --token "$LEDGER_TOKEN"')
  await press('Leave them out')
  expect(called(started, 'workspace.decideTrust')).toEqual([
    { path: '/home/noor/code/ledger-api', trust: 'limited', fingerprint: 'abc' },
  ])
  await press('Start')
  expect(called(started, 'sessions.start')).toEqual([
    {
      agent: 'claude-code',
      workspace: '/home/noor/code/ledger-api',
      prompt: 'Fix the totals',
      mode: 'default',
      ring: 'off',
      unanswered: null,
    },
  ])
  expect(window.location.pathname).toBe('/session/new')
})

test('a folder that cannot be used is told in its place', async () => {
  await start('busy', '/new?workspace=/gone')
  expect(shown()).toContain('There is no folder at /gone. Nothing was started.')
})

test('folders are walked by keys', async () => {
  await start('browser', '/new')
  await press('Browse…')
  const list = find('ul', 'storefront-web')
  const down = () =>
    act(async () => {
      const init = { key: 'ArrowDown', bubbles: true, cancelable: true }
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init))
    })
  act(() => list.querySelector('button')?.focus())
  await down()
  await down()
  expect(document.activeElement?.textContent).toContain('code')
  const right = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true })
  await act(async () => document.activeElement?.dispatchEvent(right))
  await settle()
  expect(shown()).toContain('/home/noor/code')
  await press('Choose code')
  await settle()
  expect(shown()).toContain('on fix/double-refunds')
})

test('a refused key is told, a good one goes out once, and no key is ever shown', async () => {
  const started = await start('busy', '/settings/credentials')
  await press('Store…')
  expect(document.querySelector<HTMLInputElement>('input[type="password"]')?.value).toBe('')
  await type('input[type="password"]', 'wrong')
  await press('Store the key')
  expect(shown()).toContain('they begin with sk-ant-')
  await type('input[type="password"]', 'sk-ant-good')
  await press('Store the key')
  expect(called(started, 'credentials.store').at(-1)).toEqual({
    name: 'anthropic-api-key',
    secret: 'sk-ant-good',
    testFirst: true,
  })
  expect(shown()).toContain('stored')
  await press('Replace…')
  expect(document.querySelector<HTMLInputElement>('input[type="password"]')?.value).toBe('')
  expect(new XMLSerializer().serializeToString(document)).not.toContain('sk-ant-good')
})

test('erasing names what goes and happens only on its own button', async () => {
  const started = await start('busy', '/settings/privacy')
  await press('Erase…')
  expect(shown()).toContain('142 items, 81 MB')
  expect(shown()).toContain('desktop/sessions/01J9/000001.jsonl')
  expect(called(started, 'privacy.erase')).toEqual([])
  await press('Erase 81 MB')
  expect(called(started, 'privacy.erase')).toEqual([{ owner: 'sessions' }])
  // The receipt says what went, what stayed and why, and who else may hold something.
  expect(shown()).toContain('1 item erased, 9.1 MB')
  expect(shown()).toContain('A new record begins.')
  expect(shown()).toContain('What others may hold')
})

test('a secret is looked for first, taken out on a second press, and left nowhere in the page', async () => {
  const started = await start('busy', '/settings/privacy')
  await press('Forget…')
  await type('input[type="password"]', 'hunter')
  await press('Look for it')
  expect(called(started, 'privacy.findSecret')).toEqual([{ secret: 'hunter' }])
  expect(called(started, 'privacy.forgetSecret')).toEqual([])
  expect(shown()).toContain('It stands in 2 files.')
  await press('Take it out')
  expect(called(started, 'privacy.forgetSecret')).toEqual([{ secret: 'hunter' }])
  expect(shown()).toContain('It was taken out of 2 files.')
  expect(new XMLSerializer().serializeToString(document)).not.toContain('hunter')
})

test('a changed policy shows what changed beside its former text until it is acknowledged', async () => {
  const started = await start('busy', '/settings/policy')
  expect(shown()).toContain('It changed since you acknowledged version 1.')
  expect(shown()).toContain('Changed: What is kept here')
  expect(shown()).toContain('Added: Age')
  expect(shown()).toContain('Not stated.')
  await press('Acknowledge version 2')
  expect(called(started, 'privacy.acknowledgePolicy')).toEqual([{ version: policy.version }])
  expect(shown()).toContain('You acknowledged this version on')
  expect(shown()).not.toContain('Changed: What is kept here')
})

test('a notice about the policy leads to it; others lead nowhere', async () => {
  const started = await start('calm')
  const notice = { id: 'n1', at: 1, source: 'privacy', message: 'It is now version 4. Read it.' }
  await act(async () => started.publish('app.noticed', { ...notice, level: 'warning' }))
  expect(() => find('.banner button', 'Show the policy')).toThrow()
  await act(async () => started.publish('app.noticed', { ...notice, id: 'n2', level: 'info' }))
  await act(async () => find('.banner button', 'Show the policy').click())
  expect(window.location.pathname).toBe('/settings/policy')
})

test('a new question is read out once and counted; one that waited before is not read out', async () => {
  const started = await start('busy')
  const live = () => document.querySelector('[aria-live="polite"][aria-atomic]')?.textContent
  expect(live()).toBe('')
  await act(async () => started.publish('inbox.changed', approval('new', 's4', Date.now())))
  await settle()
  expect(live()).toMatch(/^Question: Delete services\/ledger and everything in it\? 4 wait\./)
  expect(document.title).toContain('4')
  await key({ key: 'J', ctrlKey: true, shiftKey: true })
  expect(window.location.href).toContain('/session/s7?question=q3')
})

test('a full disk, a changed entry and notices are told; a notice can be dismissed', async () => {
  const started = await start('failing')
  const alert = () => find('[role="alert"]', 'The disk is full.')
  expect(alert().textContent).toContain('every call is denied. The 4 working agents wait')
  await press('Dismiss')
  expect(called(started, 'app.dismissNotice')).toEqual([{ id: 'n1' }])
  expect(shown()).not.toContain('settings.json.broken')
  const audit = { ...seedOf('tampered', 'dark').snapshot.audit }
  await act(async () => started.publish('audit.statusChanged', audit))
  expect(find('[role="alert"]', 'Entry 17,344 was changed.')).toBeTruthy()
})

test('a lost connection is told with the next try, and a refused tab says what to do', async () => {
  const started = await start('busy')
  expect(shown()).not.toContain('cannot be reached')
  await act(async () => started.status.set({ status: 'offline', retryAt: Date.now() + 3_500 }))
  expect(shown()).toMatch(/The app cannot be reached.+Next try in [34] s\./)
  expect(find('[aria-live="polite"][aria-atomic]', 'The app cannot be reached.')).toBeTruthy()
  await act(async () => started.status.set({ status: 'silent' }))
  expect(shown()).toContain('The app does not answer.')
  expect(shown()).not.toContain('Try now')
  expect(find('[aria-live="polite"][aria-atomic]', 'The app does not answer.')).toBeTruthy()
  await act(async () => started.status.set({ status: 'refused' }))
  expect(shown()).toContain('Press Enter in the terminal')
})

test('a house that cannot be read says so with the id of the log', async () => {
  await start('broken')
  expect(shown()).toContain('Make the folder readable')
  expect(shown()).toContain('7f3a-19')
})

test('Back returns, an unknown session and an unknown address have a way out', async () => {
  await start('busy', '/bouncer')
  await press('Settings')
  expect(window.location.pathname).toBe('/settings/appearance')
  await act(async () => {
    window.history.back()
    await new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }))
  })
  expect(find('h1', 'Bouncer')).toBeTruthy()
  await act(async () => {
    window.history.pushState(null, '', '/session/none')
    window.dispatchEvent(new PopStateEvent('popstate'))
  })
  expect(shown()).toContain('This session is not here')
})

test('a page that breaks leaves the shell standing', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await start('busy', '/bouncer', (seed) => {
    seed.hasWrongShapes = true
    seed.rules = [{ ...seed.rules[0], decision: 'moon' } as never]
  })
  expect(shown()).toContain('This page broke')
  expect(find('nav', 'Sessions')).toBeTruthy()
})
