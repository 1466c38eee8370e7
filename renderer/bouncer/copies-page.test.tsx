import { afterEach, describe, expect, it } from 'vitest'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { type Mounted, mount, press, settle } from '../../tests/fixtures/ui-transcript/mount.tsx'
import { CopiesPage } from './copies-page.tsx'

let mounted: Mounted
afterEach(() => mounted?.unmount())

async function show() {
  const seed = seedOf('busy', 'dark')
  mounted = await mount(<CopiesPage />, seed, createFakeBridge(seed))
  await settle()
  await settle()
}

const text = () => document.body.textContent ?? ''
const rows = () => [...document.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '')

describe('the list of copies', () => {
  it('says what each was kept before, what it holds and whether it was put back', async () => {
    await show()
    expect(text()).toContain('4.1 MB of 5 GB')
    expect(rows()).toHaveLength(2)
    expect(rows()[0]).toContain('git clean -fdx services/ledger')
    expect(rows()[0]).toContain('7 files, 86 kB')
    expect(rows()[0]).toContain('without node_modules')
    expect(rows()[0]).toContain('not yet')
    expect(rows()[1]).toContain('3 files, 86 kB, reset --hard')
    expect(rows()[1]).toContain('let through by a grant')
  })

  it('removes a copy only after it was said what that means', async () => {
    await show()
    await press('Remove the copy: git clean -fdx services/ledger')
    expect(mounted.called('bouncer.dropCopy')).toEqual([])
    expect(text()).toContain('cannot be put back any more')
    await press('Delete this copy')
    await settle()
    await settle()
    expect(mounted.called('bouncer.dropCopy')).toEqual([{ id: 'c1' }])
    expect(rows()).toHaveLength(1)
  })

  it('opens what a restore would do', async () => {
    await show()
    await press('Put back: git reset --hard HEAD~2')
    await settle()
    expect(document.querySelector('[role=dialog]')?.textContent).toContain(
      'refs/heads/main is moved back',
    )
  })
})
