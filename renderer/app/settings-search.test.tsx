import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultSettings, type Settings } from '../../shared/settings/model.ts'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { checkOutput } from '../client/check-output.ts'
import { createAppStore, createClient } from '../client/index.ts'
import { createIpcWire } from '../client/ipc-wire.ts'
import { settingRows } from '../settings/find-settings.ts'
import { App } from './app.tsx'
import { settingsSections } from './routes.ts'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let root: Root
let changed: unknown[]
const scrolled: Element[] = []
beforeEach(() => {
  root = createRoot(document.body.appendChild(document.createElement('div')))
  changed = []
  scrolled.length = 0
  Element.prototype.scrollIntoView = function () {
    scrolled.push(this)
  }
})
afterEach(() => {
  act(() => root.unmount())
  document.body.replaceChildren()
  window.history.replaceState(null, '', '/')
})

const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 5)))

async function start(path: string, settings: Partial<Settings> = {}) {
  const seed = seedOf('busy', 'dark')
  seed.snapshot.settings = { ...defaultSettings, welcomed: true, ...settings }
  window.history.replaceState(null, '', path)
  const bridge = createFakeBridge(seed)
  const wire = createIpcWire({
    ...bridge,
    call: (procedure, input, id) => {
      if (procedure === 'settings.change') changed.push(input)
      return bridge.call(procedure, input, id)
    },
  })
  const client = createClient({ wire, checkOutput })
  await act(async () => root.render(<App client={client} store={createAppStore(client)} />))
  await settle()
}

const row = (name: string) => document.querySelector<HTMLElement>(`[data-setting="${name}"]`)

async function press(text: string) {
  const all = [...document.querySelectorAll('button')]
  const button = all.find((one) => (one.ariaLabel ?? one.textContent)?.startsWith(text))
  if (!button) throw new Error(`no button says ${text}`)
  await act(async () => button.click())
  await settle()
}

async function search(text: string) {
  const field = document.querySelector<HTMLInputElement>('search input')
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
  await act(async () => {
    set?.call(field, text)
    field?.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

test.each(settingsSections)(
  'every row that the search knows stands on the page %s',
  async (section) => {
    await start(`/settings/${section}`)
    const wanted = settingRows.filter(([page]) => page === section).map(([, name]) => name)
    expect(wanted.length).toBeGreaterThan(0)
    for (const name of wanted) expect(row(name), name).not.toBeNull()
  },
)

test('a hit opens its page at the row, focuses and marks it until the focus leaves', async () => {
  await start('/settings/appearance')
  await search('retention log')
  await press('Log')
  const found = row('keep-log')
  expect(window.location.pathname).toBe('/settings/privacy')
  expect(document.activeElement).toBe(found)
  expect(found?.dataset.found).toBe('')
  expect(scrolled).toContain(found)
  expect(document.querySelector<HTMLInputElement>('search input')?.value).toBe('')
  await act(async () => row('forget')?.querySelector('button')?.focus())
  expect(found?.dataset.found).toBeUndefined()
})

test('a hit says where it stands and what it is set to, with the default named as such', async () => {
  await start('/settings/appearance', { logRetentionDays: 7 })
  const hits = () =>
    [...document.querySelectorAll('search button')].map((hit) =>
      [...hit.querySelectorAll('span')].map(({ textContent }) => textContent),
    )
  await search('retention log')
  expect(hits()[0]).toEqual(['Log', 'Privacy, How long it is kept', '7 days'])
  await search('ledger retention')
  expect(hits()[0]).toEqual(['Ledger', 'Privacy, How long it is kept', '365 days, the default'])
  await search('passphrase')
  expect(hits()[0]).toEqual(['System keychain', 'Credentials'])
})

test('an address with a name that is none leads to the page alone', async () => {
  await start('/settings/appearance?setting=%22%5D%20*')
  expect(document.activeElement).toBe(document.body)
  expect(row('theme')).not.toBeNull()
})

test('each setting says its default; one that differs says so and goes back alone', async () => {
  await start('/settings/appearance', { theme: 'dark' })
  expect(row('theme')?.textContent).toContain('Changed. Default: System')
  expect(row('density')?.textContent).toContain('Default: Normal')
  expect(row('density')?.textContent).not.toContain('Changed')
  await press('Back to the default: Theme')
  expect(changed).toEqual([{ theme: 'system' }])
  expect(row('theme')?.textContent).not.toContain('Changed')
  expect(row('theme')?.contains(document.activeElement)).toBe(true)
})

test.each([
  ['agent', ['purse', 'mode', 'model', 'path']],
  ['record', ['keep-record']],
  ['egress', ['offline']],
  ['privacy', ['keep-sessions', 'keep-ledger', 'keep-log', 'keep-leftovers']],
] as const)('on the page %s, too', async (section, names) => {
  await start(`/settings/${section}`)
  for (const name of names) expect(row(name)?.textContent, name).toContain('Default: ')
})

test('all go back at once after they were shown; folders keep their own', async () => {
  const projects = { '/a': { model: 'opus' } }
  await start('/settings/machine', { theme: 'dark', logRetentionDays: 7, projects })
  await press('Back to the defaults…')
  expect(document.body.textContent).toContain('Theme: from Dark to System')
  expect(document.body.textContent).toContain('How long it is kept, Log: from 7 days to 30 days')
  await press('Set back')
  expect(changed).toEqual([{ theme: 'system', logRetentionDays: 30 }])
  expect(row('reset-all')?.textContent).toContain('Every setting stands at its default.')
})
