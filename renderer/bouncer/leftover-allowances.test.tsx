import { afterEach, expect, it } from 'vitest'
import { approval } from '../../tests/fixtures/ui-app/seed-inbox.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { type Mounted, mount, press } from '../../tests/fixtures/ui-transcript/mount.tsx'
import { LeftoverAllowances } from './leftover-allowances.tsx'

let mounted: Mounted
afterEach(() => mounted.unmount())

async function withDelivered(delivered: boolean): Promise<void> {
  const seed = seedOf('busy', 'light')
  const answered = { status: 'answered', answer: { kind: 'allow' }, by: 'phone', at: 1 } as const
  const waiting = approval('q9', 's1', 0)
  seed.snapshot.inbox = [{ ...waiting, state: { ...answered, delivered } }]
  mounted = await mount(<LeftoverAllowances />, seed)
}

it('lists what was allowed once and not made, and takes it back', async () => {
  await withDelivered(false)
  expect(document.body.textContent).toContain('git clean -fdx services/ledger && npm ci')
  await press('Take back')
  expect(mounted.called('bouncer.revokeAllowance')).toEqual([{ id: 'q9' }])
  expect(document.body.textContent).toBe('')
})

it('is not there where every allowance was used', async () => {
  await withDelivered(true)
  expect(document.body.textContent).toBe('')
})
