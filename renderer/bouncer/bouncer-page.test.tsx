import { afterEach, describe, expect, it } from 'vitest'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { type Mounted, mount, settle } from '../../tests/fixtures/ui-transcript/mount.tsx'
import { BouncerPage } from './bouncer-page.tsx'

let mounted: Mounted
afterEach(() => mounted?.unmount())

async function show(rule: string | null) {
  const seed = seedOf('busy', 'dark')
  mounted = await mount(<BouncerPage rule={rule} />, seed, createFakeBridge(seed))
  await settle()
  await settle()
}

const headings = () => [...document.querySelectorAll('h2')].map((one) => one.textContent)
const text = () => document.body.textContent ?? ''

describe('the rules page', () => {
  it('lists rules by layer, those of files first, and asks for the folders of all sessions', async () => {
    await show(null)
    expect(headings()).toEqual(['Organisation', 'Yours', 'ledger-api', 'Built in'])
    expect(mounted.called('bouncer.rules')).toEqual([
      {
        workspaces: [
          '/home/noor/code/infra',
          '/home/noor/code/ledger-api',
          '/home/noor/code/storefront-web',
        ],
      },
    ])
    expect(text()).toContain('6 of 6')
  })

  it('says what is wrong with a file, and which rule does not count', async () => {
    await show(null)
    expect(text()).toContain('line 7: “recursve” is not a key of “when.delete” of rule 2')
    expect(text()).toContain('The rule ci.allow-docker in')
    expect(text()).toContain('cannot be read')
    expect(text()).toContain('may only tighten')
  })

  it('leaves what matches, from a link too', async () => {
    await show('payout.frozen')
    expect(headings()).toEqual(['ledger-api'])
    expect(text()).toContain('1 of 6')
  })
})
