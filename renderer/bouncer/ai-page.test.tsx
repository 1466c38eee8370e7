import { afterEach, expect, it } from 'vitest'
import { statusOf } from '../../tests/fixtures/ui-app/ai-answers.ts'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { type Mounted, mount, settle } from '../../tests/fixtures/ui-transcript/mount.tsx'
import { AiConsentDialog } from './ai-consent-dialog.tsx'
import { AiPage } from './ai-page.tsx'
import { standingWords } from './ai-standing.ts'

let mounted: Mounted
afterEach(() => mounted?.unmount())

const text = () => document.body.textContent ?? ''
async function press(name: string) {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent === name)
  if (!found) throw new Error(`no button ${name}`)
  found.click()
  await settle()
  await settle()
}

async function open(settings: object) {
  const seed = seedOf('busy', 'light')
  seed.snapshot.settings = { ...seed.snapshot.settings, ...settings }
  mounted = await mount(<AiPage />, seed, createFakeBridge(seed))
  await settle()
}

it('is off at first: nothing to test, no figures, every question to the person', async () => {
  await open({})
  expect(text()).toContain('AI layer off. Rules go on, and every question comes to you.')
  expect(text()).not.toContain('Since this start')
  expect(text()).not.toContain('Ask now')
})

it('says who is asked, what it did, and what a test of both models gave', async () => {
  await open({ aiProvider: 'local', aiModel: 'small' })
  expect(text()).toContain('AI layer on. The server at http://127.0.0.1:11434/v1 is asked first')
  expect(text()).toContain('About 1 question an hour reaches you, not 3.')
  expect(text()).toContain('10 (5 % of calls)')
  expect(text()).toContain('Allowed it (small, stage 1')
  await press('Ask now')
  expect(text()).toContain('Stage 1: answered. Stage 2: Did not answer in time.')
})

it('says before it is switched on what is sent, to whom, and what stays with the person', async () => {
  const seed = seedOf('busy', 'light')
  const agreed: string[] = []
  const close = () => void agreed.push('closed')
  mounted = await mount(
    <AiConsentDialog wanted="anthropic" onClose={close} onAgree={(who) => void agreed.push(who)} />,
    seed,
    createFakeBridge(seed),
  )
  await settle()
  for (const words of [
    'It goes to api.anthropic.com',
    'Your last six messages of the session',
    'Never the contents of files',
    'Others would go with it',
    'These stay with you',
    'A model can be wrong',
  ]) {
    expect(text()).toContain(words)
  }
  expect(mounted.called('settings.change')).toEqual([])
  await press('Leave it off')
  await press('Switch on')
  expect(agreed).toEqual(['closed', 'anthropic'])
})

it('puts each way of not working into a sentence with what it means', () => {
  const on = statusOf({ aiProvider: 'anthropic', aiModel: 'm', offline: false })
  const words = (part: object) => standingWords({ ...on, ...part }, '')
  expect(words({ isOffline: true })).toBe(
    'AI layer held by offline mode. Rules go on, and every question comes to you. Expect about 3 questions an hour, not 1.',
  )
  expect(words({ breaker: { status: 'open', failures: 3, forMs: 29_001 } })).toBe(
    'AI layer paused for 30 s after failures in a row. Rules go on. Expect about 3 questions an hour, not 1.',
  )
  const few = { ...on.statistics, questionsPerHour: null }
  expect(words({ breaker: { status: 'trying', failures: 3 }, statistics: few })).toContain(
    'Expect more questions than before.',
  )
  expect(words({ models: ['', ''] })).toContain('AI layer without a model.')
})
