import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import type { SessionId } from '../../shared/kit/ids.ts'
import { approval } from '../../tests/fixtures/ui-app/seed-inbox.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { button, type Mounted, mount, press } from '../../tests/fixtures/ui-transcript/mount.tsx'
import { InboxCard } from '../inbox/index.ts'
import { AttendanceChip } from './attendance-chip.tsx'
import { NewSessionPage } from './new-session-page.tsx'
import { useSessionsView } from './store.ts'

let mounted: Mounted
afterEach(async () => {
  await mounted.unmount()
  useSessionsView.getState().clearDraft()
})

const shown = () => document.body.textContent ?? ''
const option = (label: string) =>
  [...document.querySelectorAll('label')].find((one) => one.textContent?.startsWith(label))

async function form(unansweredMinutes: number | null): Promise<void> {
  const seed = seedOf('busy', 'light')
  seed.workspace = { ...seed.workspace, trust: 'trusted' }
  seed.snapshot.settings = { ...seed.snapshot.settings, unansweredMinutes }
  useSessionsView.getState().changeDraft({ task: 'Tidy up.' })
  mounted = await mount(<NewSessionPage workspace="/home/noor/code/ledger-api" />, seed)
  await act(async () => undefined)
}

test('a session starts attended unless the settings or the form say otherwise', async () => {
  await form(null)
  await press('Start')
  expect(mounted.called('sessions.start')).toMatchObject([{ unanswered: null }])
})

test('who set a time keeps being protected, and attends one session all the same', async () => {
  await form(480)
  expect(shown()).toContain('Denied after 8 hours')
  await act(async () => option('You attend it')?.click())
  await press('Start')
  expect(mounted.called('sessions.start')).toMatchObject([{ unanswered: null }])
})

test('the head of a session says it and changes it', async () => {
  const seed = seedOf('busy', 'light')
  const [session] = seed.snapshot.sessions
  if (!session) throw new Error('no session')
  mounted = await mount(<AttendanceChip session={{ ...session, unanswered: 60 }} />, seed)
  expect(button('When it asks: unattended, 1 h')).toBeTruthy()
  const opened = { bubbles: true, key: 'Enter' }
  await act(async () => button('When').dispatchEvent(new KeyboardEvent('keydown', opened)))
  const lines = [...document.querySelectorAll<HTMLElement>('[role="menuitemradio"]')]
  const attended = lines.find(({ textContent }) => textContent?.startsWith('You attend it'))
  await act(async () => attended?.click())
  const sessionId: SessionId = session.id
  expect(mounted.called('sessions.setUnanswered')).toEqual([{ sessionId, unanswered: null }])
})

test('the card of an unattended session names the moment when it is denied', async () => {
  const seed = seedOf('busy', 'light')
  const due = new Date()
  due.setHours(23, 59, 0, 0)
  const item = { ...approval('q1', 's1', Date.now()), deadline: due.getTime() }
  mounted = await mount(<InboxCard item={item} />, seed)
  expect(shown()).toContain('denied at 23:59 unless you answer')
})
