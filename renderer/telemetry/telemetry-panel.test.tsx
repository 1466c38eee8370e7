import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { App } from '../app/app.tsx'
import { checkOutput } from '../client/check-output.ts'
import { createAppStore, createClient } from '../client/index.ts'
import { createIpcWire } from '../client/ipc-wire.ts'

// The real one is walked through in the browser tests.
vi.mock('./page-counter.ts', () => ({
  openCounter: () => ({ count: () => undefined }),
  closeCounter: () => undefined,
}))
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

const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 0)))

/** Runs the page over a seed and returns what was asked of the app. */
async function open(name: string, path = '/settings/telemetry') {
  window.history.replaceState(null, '', path)
  const bridge = createFakeBridge(seedOf(name, 'dark'))
  const calls: [string, unknown][] = []
  const wire = createIpcWire({
    ...bridge,
    call: (procedure, input, id) => {
      if (/^telemetry\.(?!status)/.test(procedure)) calls.push([procedure, input])
      return bridge.call(procedure, input, id)
    },
  })
  const client = createClient({ wire, checkOutput })
  await act(async () => root.render(<App client={client} store={createAppStore(client)} />))
  await settle()
  return calls
}

const switches = () =>
  [...container.querySelectorAll<HTMLButtonElement>('[role=switch]')].map((one) => ({
    name: one.getAttribute('aria-label'),
    isOn: one.getAttribute('aria-checked') === 'true',
    isFree: !one.disabled,
  }))
const button = (name: string) => {
  const found = [...container.querySelectorAll('button')].find((one) => one.textContent === name)
  if (!found) throw new Error(`no button ${name}`)
  return found
}
const click = async (element: HTMLElement) => {
  await act(async () => element.click())
  await settle()
}
const both = (isOn: boolean, isFree: boolean) =>
  ['Error reports', 'Usage counts'].map((name) => ({ name, isOn, isFree }))

test.each([
  ['busy', 'This build has no receiver.', both(false, false)],
  ['silenced', 'DO_NOT_TRACK is set in the environment.', both(false, false)],
  ['asked', 'What would be sent, or who gets it, has changed.', both(false, true)],
])('%s: the switches are off, and the page says why', async (name, words, expected) => {
  await open(name)
  expect(switches()).toEqual(expected)
  expect(container.textContent).toContain(words)
})

test('a yes can be taken back, one switch at a time', async () => {
  const calls = await open('consented')
  expect(switches()).toEqual(both(true, true))
  const [, usage] = container.querySelectorAll<HTMLButtonElement>('[role=switch]')
  if (usage) await click(usage)
  expect(calls.filter(([name]) => name === 'telemetry.decide')).toEqual([
    ['telemetry.decide', { usage: false }],
  ])
  expect(switches().map(({ isOn }) => isOn)).toEqual([true, false])
})

test('the queue is shown and deleted', async () => {
  const calls = await open('consented')
  expect(container.textContent).toContain('3 counts')
  await click(button('Delete'))
  expect(calls).toContainEqual(['telemetry.clearQueue', {}])
  expect(container.textContent).toContain('Nothing waits')
  expect(container.textContent).toContain('3 deleted')
})

test('the first page asks in passing; “Send nothing” is an answer, and the question goes', async () => {
  const calls = await open('asked-fresh', '/')
  expect(container.textContent).toContain('May the app send error reports or usage counts?')
  await click(button('Send nothing'))
  expect(calls).toEqual([['telemetry.decide', { errors: false, usage: false }]])
  expect(container.textContent).not.toContain('May the app send')
})

test('nobody is asked where nobody would receive anything', async () => {
  await open('fresh', '/')
  expect(container.textContent).not.toContain('May the app send')
})
