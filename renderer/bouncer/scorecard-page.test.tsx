import { afterEach, expect, it } from 'vitest'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { type Mounted, mount, press, settle } from '../../tests/fixtures/ui-transcript/mount.tsx'
import { ScorecardPage } from './scorecard-page.tsx'

let mounted: Mounted
afterEach(() => mounted?.unmount())

async function show(search = '') {
  window.history.replaceState(null, '', `/bouncer/scorecard${search}`)
  const seed = seedOf('busy', 'dark')
  mounted = await mount(<ScorecardPage />, seed, createFakeBridge(seed))
  await settle()
  await settle()
  return seed.snapshot.sessions[0]
}

const text = () => document.body.textContent ?? ''

it('says how often what was asked was allowed, and what stopped calls', async () => {
  await show()
  expect(text()).toContain('Asked, and you allowed57.1 %4 of 7 questions you answered')
  expect(text()).toContain('Stopped5.0 %12 of 240 calls')
  expect(text()).toContain('by rules6by you3by the AI review1by the time limit1')
  expect(text()).toContain('by your grants5by the AI review2')
})

it('says of each secret what it is and where it is replaced, and that there are more', async () => {
  const session = await show()
  const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent)
  expect(rows[0]).toContain('$AWS_SECRET_ACCESS_KEYAWS access key')
  expect(rows[0]).toContain('IAM, Security credentials')
  expect(rows[2]).toContain('all variables')
  expect(text()).toContain('and 2 more before these')
  expect(text()).toContain('and 1 older session')
  await press(session?.title ?? '')
  expect(window.location.pathname).toBe(`/session/${session?.id}`)
})

it('leads to the session that is meant, and answers for one that saw none', async () => {
  const scrolled: (string | null)[] = []
  Element.prototype.scrollIntoView = function () {
    scrolled.push(this.querySelector('h3')?.textContent ?? null)
  }
  const seen = seedOf('busy', 'dark').snapshot.sessions[0]
  await show(`?session=${seen?.id}`)
  expect(scrolled).toEqual([seen?.title])
  await mounted.unmount()
  await show('?session=other')
  expect(text()).toContain('No call on record of this session')
})
