import { afterEach, expect, test } from 'vitest'
import type { SessionId } from '../../shared/kit/ids.ts'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { type Seed, seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import {
  button,
  type Mounted,
  mount,
  press,
  write,
} from '../../tests/fixtures/ui-transcript/mount.tsx'
import { RingRows } from './ring-rows.tsx'
import { SessionPage } from './session-page.tsx'

let mounted: Mounted
afterEach(() => mounted.unmount())

const id = 's1' as SessionId
const missing: Seed['ring'] = {
  standing: {
    state: 'missing',
    reason: 'The program bubblewrap (bwrap) is not installed.',
    command: 'sudo apt-get install bubblewrap',
  },
  ...{ view: null, refusal: null },
}

async function page(change: Partial<SessionSummary>, ring?: Seed['ring']): Promise<void> {
  const seed = seedOf('busy', 'dark')
  if (ring) seed.ring = ring
  const { sessions } = seed.snapshot
  seed.snapshot.sessions = sessions.map((one) => (one.id === id ? { ...one, ...change } : one))
  mounted = await mount(<SessionPage sessionId={id} />, seed)
}

const shown = () => document.body.textContent ?? ''

test('the head says whether the agent is in the ring, and one press shows what that hides', async () => {
  await page({ ring: 'ring', ranIn: 'ring' })
  await press('In the ring')
  expect(shown()).toContain('What holds this agent')
  expect(shown()).toContain('/home/noor/.ssh')
  expect(shown()).toContain('/home/noor/.npmrc')
  await press('Go on without the ring')
  expect(mounted.called('sessions.setRing')).toEqual([{ sessionId: id, ring: 'off' }])
  expect(button('Without the ring from the next start on')).toBeTruthy()
})

test('a run without the ring is told as what it is', async () => {
  await page({ ring: 'off', ranIn: 'off' })
  await press('No ring')
  expect(shown()).toContain('without the outer ring')
  expect(shown()).not.toContain('/home/noor/.ssh')
})

test('a ring that was chosen and cannot be had says why and asks', async () => {
  await page({ ring: 'ring', ranIn: null, state: 'broke' }, missing)
  expect(shown()).toContain('cannot be had now')
  expect(shown()).toContain('bubblewrap (bwrap) is not installed')
  await press('Go on without the ring')
  expect(mounted.called('sessions.setRing')).toEqual([{ sessionId: id, ring: 'off' }])
})

test('a session that broke for another reason is not blamed on the ring', async () => {
  await page({ ring: 'ring', ranIn: 'ring', state: 'broke' })
  expect(shown()).not.toContain('cannot be had now')
})

test('the settings say how to bring the ring, and take paths that begin with a slash', async () => {
  const seed = seedOf('busy', 'dark')
  seed.ring = missing
  mounted = await mount(<RingRows />, seed)
  expect(shown()).toContain('sudo apt-get install bubblewrap')
  const field = document.querySelector<HTMLInputElement>('.ring-add input:not([type="radio"])')
  if (!field) throw new Error('no field')
  await write(field, '.ssh')
  expect(shown()).toContain('A path begins with a slash')
  await write(field, '/home/noor/.ssh')
  await press('Let through')
  expect(mounted.called('settings.changeEntry')).toEqual([
    { list: 'ringLetThrough', path: '/home/noor/.ssh', access: 'read' },
  ])
})
