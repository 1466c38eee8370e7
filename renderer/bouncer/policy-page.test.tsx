import { act } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import {
  button,
  type Mounted,
  mount,
  press,
  settle,
  write,
} from '../../tests/fixtures/ui-transcript/mount.tsx'
import { PolicyPage } from './policy-page.tsx'

let mounted: Mounted
afterEach(async () => {
  await mounted?.unmount()
  vi.useRealTimers()
})

async function show() {
  const seed = seedOf('busy', 'dark')
  mounted = await mount(<PolicyPage />, seed, createFakeBridge(seed))
  await settle()
  await settle()
}

/** Types a text and waits until it was read and played. */
async function type(text: string) {
  vi.useFakeTimers()
  await write(document.querySelector('textarea'), text)
  await act(async () => vi.advanceTimersByTimeAsync(1_000))
  vi.useRealTimers()
  for (let turns = 0; turns < 6; turns += 1) await settle()
}

const text = () => document.body.textContent ?? ''
const saved = () => mounted.called('bouncer.savePolicy')

describe('the page of own rules', () => {
  it('says of changed calls which a grant answers by now', async () => {
    await show()
    await type('version: 1\nrules:\n  - id: mine.other\n')
    expect(text()).toContain('Of those a grant answers 1 by now and the AI review 0')
    expect(text()).toContain('goes through by a grant → asks')
  })

  it('saves an emptied text as a file without rules', async () => {
    await show()
    await type(' \n')
    expect(text()).toContain('without rules of your own')
    await press('Save')
    await settle()
    expect(saved()).toEqual([{ text: 'version: 1\nrules: []\n', version: 'v1' }])
  })

  it('saves rules whose cases are not met with a second press, which says so', async () => {
    await show()
    await type('version: 1\nrules:\n  - id: mine.missed\n')
    await press('Save')
    expect(saved()).toEqual([])
    expect(text()).toContain('1 case is not met')
    await type('version: 1\nrules:\n  - id: mine.missed-too\n')
    expect(button('Save').textContent).toBe('Save')
    await press('Save')
    await press('Save with 1 case not met')
    await settle()
    expect(saved()).toHaveLength(1)
  })

  it('says what a pack would have done before it is switched on', async () => {
    await show()
    await press('Careful git')
    await settle()
    await settle()
    expect(mounted.called('bouncer.replayPack')).toEqual([{ name: 'careful-git' }])
    expect(mounted.called('settings.changeEntry')).toEqual([])
    expect(text()).toContain('Would newly deny 0, ask 2 and allow 0.')
    await press('Switch on')
    expect(mounted.called('settings.changeEntry')).toEqual([
      { list: 'packs', name: 'careful-git', isOn: true },
    ])
  })
})
