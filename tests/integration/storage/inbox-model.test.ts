import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInbox, type Inbox } from '../../../main/inbox/index.ts'
import { createItemStore } from '../../../main/inbox/item-store.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import type { InboxAnswer, InboxBody, InboxItem } from '../../../shared/inbox/model.ts'
import { assertNever } from '../../../shared/kit/assert-never.ts'
import { type InboxId, sessionIdSchema } from '../../../shared/kit/ids.ts'
import { err } from '../../../shared/kit/result.ts'

/*
 * Windows, tray and devices as they really are: messages are lost, come twice and in any order, the
 * disk refuses, the app is killed. Whatever they do, a question has one answer, that answer is used
 * once, and what a client was told stands after the next start.
 */
const sessions = ['s-1', 's-2'].map((id) => sessionIdSchema.parse(id))
const [first = sessionIdSchema.parse('s-1')] = sessions
const body: InboxBody = { kind: 'plan', plan: 'x' }
const devices = ['desk', 'tray', 'phone'] as const

type Step =
  | { readonly kind: 'ask'; readonly session: number }
  /** Sent by a device now, and perhaps again with later messages; `lost` never arrives. */
  | {
      readonly kind: 'answer'
      readonly which: number
      readonly by: (typeof devices)[number]
      readonly says: 'allow' | 'deny'
      readonly again: boolean
      readonly lost: boolean
    }
  | { readonly kind: 'set-aside' | 'withdraw' | 'deliver'; readonly which: number }
  | { readonly kind: 'disk'; readonly isFull: boolean }
  | { readonly kind: 'restart' }

const which = fc.nat(7)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), session: fc.nat(1) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      which,
      by: fc.constantFrom(...devices),
      says: fc.constantFrom('allow' as const, 'deny' as const),
      again: fc.boolean(),
      lost: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constantFrom('set-aside' as const, 'withdraw' as const), which }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('deliver' as const), which }) },
  fc.record({ kind: fc.constant('disk' as const), isFull: fc.boolean() }),
  fc.record({ kind: fc.constant('restart' as const) }),
)

/** What was promised to somebody about one question. */
interface Promised {
  status: 'waiting' | 'answered' | 'withdrawn'
  by?: string
  says?: string
  delivered?: boolean
}

class House {
  readonly #folder: string
  #inbox: Inbox | null = null
  #isFull = false
  #next = 0
  readonly ids: InboxId[] = []
  readonly promised = new Map<InboxId, Promised>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async inbox(): Promise<Inbox> {
    const store = createItemStore(this.#folder, systemClock)
    this.#inbox ??= await createInbox({
      ...{ folder: this.#folder, home: this.#folder, clock: systemClock },
      ...{ announce: () => undefined, notify: () => undefined, retentionDays: () => null },
      newId: () => `q-${this.#next++}`,
      store: {
        ...store,
        save: (item) => (this.#isFull ? Promise.resolve(err('ENOSPC')) : store.save(item)),
      },
    })
    return this.#inbox
  }

  restart(): void {
    this.#inbox = null
  }

  fill(isFull: boolean): void {
    this.#isFull = isFull
  }
}

async function answer(house: House, id: InboxId, given: Extract<Step, { kind: 'answer' }>) {
  const inbox = await house.inbox()
  const words: InboxAnswer = given.says === 'allow' ? { kind: 'allow' } : { kind: 'deny', note: '' }
  const told = await inbox.answer(id, words, given.by)
  const known = house.promised.get(id)
  if (!told.ok || !known) return
  // Told that it counted: then nobody may have been told so before.
  expect(known.status).toBe('waiting')
  Object.assign(known, { status: 'answered', by: given.by, says: given.says, delivered: false })
}

type Late = (() => Promise<void>)[]
type About = Extract<Step, { readonly which: number }>

async function act(house: House, one: Step, late: Late): Promise<void> {
  if (one.kind === 'restart') house.restart()
  else if (one.kind === 'disk') house.fill(one.isFull)
  else if (one.kind === 'ask') await ask(house, one.session)
  else {
    const id = house.ids[one.which]
    const known = id && house.promised.get(id)
    if (id && known) await actOn({ house, id, known, late }, one)
  }
}

async function ask(house: House, session: number): Promise<void> {
  const inbox = await house.inbox()
  const asked = await inbox.ask({ sessionId: sessions[session] ?? first, callId: null, body })
  if (!asked.ok) return
  house.ids.push(asked.value.id)
  house.promised.set(asked.value.id, { status: 'waiting' })
}

interface Question {
  readonly house: House
  readonly id: InboxId
  readonly known: Promised
  readonly late: Late
}

async function actOn({ house, id, known, late }: Question, one: About): Promise<void> {
  const inbox = await house.inbox()
  switch (one.kind) {
    case 'answer':
      if (one.again) late.unshift(() => answer(house, id, one))
      if (!one.lost) await answer(house, id, one)
      return
    case 'deliver':
      if (!(await inbox.markDelivered(id)).ok) return
      expect(known).toMatchObject({ status: 'answered', delivered: false })
      known.delivered = true
      return
    case 'withdraw': {
      await inbox.withdraw(id, 'the agent took it back')
      const now = inbox.list().find((item) => item.id === id)
      if (now?.state.status === 'withdrawn') known.status = 'withdrawn'
      return
    }
    case 'set-aside':
      await inbox.handlers['inbox.setAside'](
        { id, until: 8.64e15 },
        { wire: 'ipc', role: 'owner', name: 'desk' },
      )
      return
    default:
      assertNever(one)
  }
}

function expectAsPromised(items: readonly InboxItem[], house: House): void {
  expect(items.map(({ id }) => id).sort()).toEqual([...house.ids].sort())
  for (const { id, state } of items) {
    const known = house.promised.get(id)
    expect(state.status).toBe(known?.status)
    if (state.status !== 'answered') continue
    expect([state.by, state.answer.kind, state.delivered]).toEqual([
      ...[known?.by, known?.says, known?.delivered],
    ])
  }
}

test('one winner, used once, kept over every restart', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const folder = await mkdtemp(join(tmpdir(), 'inbox-model-'))
      try {
        const house = new House(folder)
        const late: (() => Promise<void>)[] = []
        for (const one of steps) {
          await act(house, one, late)
          // What was sent twice arrives later, the newest first.
          if (late.length > 2) await late.pop()?.()
          expectAsPromised((await house.inbox()).list(), house)
        }
        for (const again of late) await again()
        house.restart()
        expectAsPromised((await house.inbox()).list(), house)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }),
    { numRuns: 150 },
  )
}, 120_000)
