import { afterEach, expect, it } from 'vitest'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { type Mounted, mount, settle } from '../../tests/fixtures/ui-transcript/mount.tsx'
import { TerminalGuardRows } from './terminal-guard-rows.tsx'

let mounted: Mounted
afterEach(() => mounted?.unmount())

const text = () => document.body.textContent ?? ''
const buttons = () => [...document.querySelectorAll('button')].map((one) => one.textContent)
async function press(name: string) {
  const found = [...document.querySelectorAll('button, label')].find(
    (one) => one.textContent === name,
  )
  if (!(found instanceof HTMLElement)) throw new Error(`no ${name}: ${buttons()}`)
  found.click()
  await settle()
  await settle()
}

it('says what it would change, installs, keeps the choice, and takes the hook out', async () => {
  const seed = seedOf('busy', 'dark')
  mounted = await mount(<TerminalGuardRows />, seed, createFakeBridge(seed))
  await settle()
  expect(text()).toContain('It would change /home/noor/.claude/settings.json;')
  expect(text()).not.toContain('While this app does not run')
  await press('Guard terminals')
  expect(text()).toContain('In force by /home/noor/.claude/settings.json.')
  expect(text()).toMatch(/Last call .*: Bash\./)
  expect(buttons()).toEqual(['Take the hook out'])
  await press('Deny')
  expect(mounted.called('guard.install')).toEqual([{}, { away: 'deny' }])
  await press('Take the hook out')
  expect(text()).toContain('Calls of a terminal are not judged now.')
})
