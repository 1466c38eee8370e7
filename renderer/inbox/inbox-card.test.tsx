import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Effect } from '../../shared/bouncer/model.ts'
import { inboxErrors } from '../../shared/inbox/errors.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { failure } from '../../shared/kit/failure.ts'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { approval, planReview, question } from '../../tests/fixtures/ui-app/seed-inbox.ts'
import { type Seed, seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import {
  button,
  key,
  type Mounted,
  mount,
  press,
  write,
} from '../../tests/fixtures/ui-transcript/mount.tsx'
import { useApp } from '../client/index.ts'
import { InboxCard } from './inbox-card.tsx'
import { guardMs } from './use-armed.ts'

let mounted: Mounted
let seed: Seed
let bridge: ReturnType<typeof createFakeBridge>

beforeEach(() => {
  vi.useFakeTimers()
  seed = seedOf('busy', 'dark')
})

afterEach(async () => {
  await mounted.unmount()
  vi.useRealTimers()
})

function Shown({ id }: { readonly id: string }) {
  const item = useApp(({ inbox }) => inbox.find((one) => one.id === id))
  return item ? <InboxCard item={item} /> : null
}

async function show(item: InboxItem): Promise<void> {
  seed.snapshot.inbox = [item]
  bridge = createFakeBridge(seed)
  mounted = await mount(<Shown id={item.id} />, seed, bridge)
}

async function wait(ms: number): Promise<void> {
  await act(async () => vi.advanceTimersByTimeAsync(ms))
}

const plain = () => approval('q1', 's1', Date.now() - 120_000)
const card = () => document.querySelector<HTMLElement>('[data-question]') ?? document.body
const answers = () => mounted.called('inbox.answer')

function withEffects(effects: Effect[]): InboxItem {
  const item = plain()
  if (item.body.kind !== 'approval') throw new Error('not an approval')
  return { ...item, body: { ...item.body, verdict: { ...item.body.verdict, effects } } }
}

describe('the permission card', () => {
  it('says question, command, effects, place and reason in this order', async () => {
    await show(plain())
    const text = document.body.textContent ?? ''
    const parts = [
      'Delete services/ledger and everything in it?',
      'waiting 2 min',
      'git clean -fdx services/ledger && npm ci',
      'Deletes everything git does not track',
      '~/code/ledger-api',
      'delete.untracked',
      'rm -r services/ledger/dist',
      'Allow once',
      'Not now',
      'Deny',
    ]
    const places = parts.map((part) => text.indexOf(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(document.querySelector('h3')?.textContent).toBe(parts[0])
  })

  it('never takes focus by itself', async () => {
    await show(plain())
    await wait(5_000)
    expect(document.activeElement).toBe(document.body)
  })

  it('takes no press in its first 600 ms, and every one after', async () => {
    await show(plain())
    await wait(guardMs - 1)
    await press('Allow once')
    await key(card(), 'a')
    expect(answers()).toEqual([])
    await wait(1)
    await press('Allow once')
    expect(answers()).toEqual([{ id: 'q1', answer: { kind: 'allow' } }])
  })

  it('starts the 600 ms anew when the question changes under the pointer', async () => {
    await show(plain())
    await wait(guardMs)
    await act(async () => bridge.publish('inbox.changed', withEffects([])))
    await press('Allow once')
    expect(answers()).toEqual([])
    await wait(guardMs)
    await press('Allow once')
    expect(answers()).toHaveLength(1)
  })

  it('has no accent button where the effect cannot be taken back', async () => {
    await show(plain())
    expect(document.querySelector('.button-primary')).toBeNull()
  })

  it('has the accent on Allow once for a small effect', async () => {
    const run: Effect = { kind: 'execute', source: 'project', program: 'npm', spans: [] }
    await show(withEffects([run]))
    expect(document.querySelector('.button-primary')?.textContent).toBe('Allow once')
  })

  it('denies with the note that was written, and does not allow with one', async () => {
    await show(plain())
    await wait(guardMs)
    await write(document.querySelector('input'), 'Keep .env.local.')
    expect(button('Deny').textContent).toBe('Deny with this note')
    await press('Allow once')
    expect(answers()).toEqual([])
    await press('Deny')
    expect(answers()).toEqual([{ id: 'q1', answer: { kind: 'deny', note: 'Keep .env.local.' } }])
  })

  it('has keys only while it or a button of it has focus, never while one writes', async () => {
    await show(plain())
    await wait(guardMs)
    await key(document.body, 'd')
    const field = document.querySelector('input') ?? document.body
    await key(field, 'd')
    expect(answers()).toEqual([])
    await key(card(), 'd', { ctrlKey: true })
    expect(answers()).toEqual([])
    await key(card(), 'D')
    expect(answers()).toEqual([{ id: 'q1', answer: { kind: 'deny', note: '' } }])
  })

  it('puts a question off without denying it, and takes it up again', async () => {
    await show(plain())
    await wait(guardMs)
    await key(card(), 'n')
    const items = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')]
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'For 10 minutes',
      'For an hour',
      'Until I decide',
    ])
    await act(async () => items[1]?.click())
    await wait(0)
    expect(mounted.called('inbox.setAside')).toEqual([{ id: 'q1', until: Date.now() + 3_600_000 }])
    expect(document.body.textContent).toContain('It was not denied.')
    await wait(guardMs)
    await press('Decide now')
    expect(mounted.called('inbox.setAside').at(-1)).toEqual({ id: 'q1', until: null })
    expect(answers()).toEqual([])
  })

  it('says in place that somebody else was first', async () => {
    await show(plain())
    await wait(guardMs)
    const slots = { when: '4 s before', by: 'Noor’s phone' }
    mounted.fail('inbox.answer', failure(inboxErrors, 'inbox.already-answered', slots))
    await press('Allow once')
    expect(document.body.textContent).toContain(
      'This was answered 4 s before from Noor’s phone. Your answer did nothing.',
    )
  })

  it('tells the loser of a race what counted, also when the card is gone', async () => {
    const item = plain()
    await show(item)
    await wait(guardMs)
    const slots = { when: 'just now', by: 'the browser, window 00FF' }
    mounted.fail('inbox.answer', failure(inboxErrors, 'inbox.already-answered', slots))
    await press('Allow once')
    const answer = { kind: 'deny', note: '' } as const
    const state = { status: 'answered', answer, at: Date.now(), delivered: true } as const
    await act(async () =>
      bridge.publish('inbox.changed', { ...item, state: { ...state, by: slots.by } }),
    )
    const text = document.body.textContent ?? ''
    expect(text).toContain('Denied by you')
    expect(text).toContain('from another window')
    expect(text).toContain('You pressed Allow here, later than that. Your answer did nothing.')
  })

  it('shrinks to one line once it is answered', async () => {
    await show(plain())
    await wait(guardMs)
    await press('Deny')
    expect(document.querySelector('h3')).toBeNull()
    expect(document.body.textContent).toContain('Denied by you')
  })

  it('shows a character that cannot be seen as its code point', async () => {
    const item = plain()
    if (item.body.kind !== 'approval') throw new Error('not an approval')
    const call = { ...item.body.call, input: { command: 'rm \u202ex' } }
    await show({ ...item, body: { ...item.body, call } })
    expect(document.body.textContent).toContain('U+202E')
  })
})

describe('a question of the agent', () => {
  it('is answered by an option or in own words, once every question has an answer', async () => {
    await show(question('q3', 's7', Date.now()))
    await wait(guardMs)
    await press('Answer')
    expect(answers()).toEqual([])
    const radios = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"]')]
    await act(async () => radios[2]?.click())
    await press('Answer')
    expect(answers()).toEqual([])
    await write(document.querySelector('input[type="text"]'), 'neither')
    await press('Answer')
    const given = { 'Which domain signs staging?': 'neither' }
    expect(answers()).toEqual([{ id: 'q3', answer: { kind: 'answers', answers: given } }])
  })
})

describe('a plan', () => {
  it('is carried out, or sent back with what should change', async () => {
    await show(planReview('q2', 's2', Date.now()))
    await wait(guardMs)
    await press('Change it…')
    await press('Send back')
    expect(answers()).toEqual([])
    await write(document.querySelector('textarea'), 'Smaller steps.')
    await press('Send back')
    expect(answers()).toEqual([{ id: 'q2', answer: { kind: 'deny', note: 'Smaller steps.' } }])
  })
})
