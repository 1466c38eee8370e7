import { act } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../../shared/kit/ids.ts'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { type Seed, seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import {
  button,
  key,
  type Mounted,
  mount,
  press,
  write,
} from '../../tests/fixtures/ui-transcript/mount.tsx'
import { Composer } from './composer.tsx'
import { useComposerDrafts } from './composer-drafts.ts'

let mounted: Mounted

beforeEach(() => {
  sessionStorage.clear()
  useComposerDrafts.setState({ drafts: {} })
})

afterEach(() => mounted.unmount())

async function show(change: Partial<SessionSummary> = {}): Promise<Seed> {
  const seed = seedOf('busy', 'dark')
  const sessions = seed.snapshot.sessions
  seed.snapshot.sessions = sessions.map((one) => (one.id === 's1' ? { ...one, ...change } : one))
  mounted = await mount(<Composer sessionId={'s1' as SessionId} />, seed)
  return seed
}

function field(): HTMLTextAreaElement {
  const element = document.querySelector('textarea')
  if (!element) throw new Error('no field')
  return element
}

test('Enter sends and empties the field; Shift+Enter breaks the line', async () => {
  await show()
  await write(field(), 'Go on.\n')
  const broken = await key(field(), 'Enter', { shiftKey: true })
  expect(broken.defaultPrevented).toBe(false)
  expect(mounted.called('sessions.send')).toEqual([])
  await key(field(), 'Enter')
  expect(mounted.called('sessions.send')).toEqual([{ sessionId: 's1', text: 'Go on.' }])
  expect(field().value).toBe('')
})

test('nothing is sent while a word is being composed, and nothing empty', async () => {
  await show()
  await key(field(), 'Enter')
  await write(field(), 'にほ')
  await key(field(), 'Enter', { isComposing: true })
  expect(mounted.called('sessions.send')).toEqual([])
})

test('the draft outlives the page and is each session’s own', async () => {
  await show()
  await write(field(), 'half a tho')
  await mounted.unmount()
  await show()
  expect(field().value).toBe('half a tho')
  expect(JSON.parse(Object.values(sessionStorage)[0] as string)).toEqual({ s1: 'half a tho' })
})

test('a failure keeps the draft and says so', async () => {
  await show()
  await write(field(), 'Go on.')
  const message = 'The folder is gone. Your prompt is kept. Bring it back.'
  mounted.fail('sessions.send', { code: 'x', message, retry: 'none' })
  await key(field(), 'Enter')
  expect(field().value).toBe('Go on.')
  expect(document.body.textContent).toContain(message)
})

test('Esc stops the turn of a working agent, and does nothing otherwise', async () => {
  await show({ state: 'working' })
  expect(field().placeholder).toBe('Write now, and it goes into the running turn')
  await key(field(), 'Escape')
  expect(mounted.called('sessions.interrupt')).toEqual([{ sessionId: 's1' }])
  await mounted.unmount()
  await show({ state: 'idle' })
  await key(field(), 'Escape')
  expect(mounted.called('sessions.interrupt')).toEqual([])
})

test('what is written can be sent to a working agent at once', async () => {
  await show({ state: 'working' })
  await write(field(), 'Use the other key.')
  await press('Send')
  expect(mounted.called('sessions.send')).toHaveLength(1)
})

test('without its folder or the app nothing is sent, and the reason stands there', async () => {
  await show({ workspaceMissing: true })
  await write(field(), 'Go on.')
  await key(field(), 'Enter')
  expect(mounted.called('sessions.send')).toEqual([])
  expect(button('The folder is gone').ariaDisabled).toBe('true')
  await mounted.unmount()
  await show()
  await act(async () => mounted.status.set({ status: 'offline', retryAt: 0 }))
  await key(field(), 'Enter')
  expect(mounted.called('sessions.send')).toEqual([])
  expect(document.body.textContent).toContain('The app cannot be reached. What you write is kept.')
})

test('the scripted agent has no model and no way of working to choose', async () => {
  await show({ agent: 'rehearsal', purse: 'none', model: null })
  expect(document.body.textContent).toContain('scripted')
  expect(() => button('Model')).toThrow()
})
