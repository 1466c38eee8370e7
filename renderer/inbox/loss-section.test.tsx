import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Preview } from '../../shared/bouncer/undo.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { callIdSchema } from '../../shared/kit/ids.ts'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { approval } from '../../tests/fixtures/ui-app/seed-inbox.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { lossOf } from '../../tests/fixtures/ui-app/undo-answers.ts'
import {
  button,
  key,
  type Mounted,
  mount,
  press,
} from '../../tests/fixtures/ui-transcript/mount.tsx'
import { useApp } from '../client/index.ts'
import { InboxCard } from './inbox-card.tsx'
import { guardMs } from './use-armed.ts'
import { mostWaitMs } from './use-preview.ts'

let mounted: Mounted
let bridge: ReturnType<typeof createFakeBridge>

beforeEach(() => vi.useFakeTimers())
afterEach(async () => {
  await mounted.unmount()
  vi.useRealTimers()
})

function Shown({ id }: { readonly id: string }) {
  const item = useApp(({ inbox }) => inbox.find((one) => one.id === id))
  return item ? <InboxCard item={item} /> : null
}

const counting = (): Preview => ({
  ...{ ...lossOf('q1'), status: 'counting', files: 0, bytes: 0, folders: 0, links: 0 },
  ...{ parts: [], onlyHere: [], copy: null },
})

async function show(preview: Preview | null, item: InboxItem = approval('q1', 's1', Date.now())) {
  const seed = seedOf('busy', 'dark')
  seed.snapshot.inbox = [item]
  bridge = createFakeBridge(seed)
  const told: typeof bridge = {
    ...bridge,
    call: (procedure, input, id) =>
      procedure === 'bouncer.preview'
        ? Promise.resolve({ ok: true, value: { preview } })
        : bridge.call(procedure, input, id),
  }
  mounted = await mount(<Shown id={item.id} />, seed, told)
  await wait(0)
}

async function wait(ms: number): Promise<void> {
  await act(async () => vi.advanceTimersByTimeAsync(ms))
}

const tell = (preview: Preview) => act(async () => bridge.publish('bouncer.previewed', preview))
const text = () => document.querySelector('.loss')?.textContent ?? ''
const answers = () => mounted.called('inbox.answer')
const card = () => document.querySelector<HTMLElement>('[data-question]') ?? document.body

describe('what a call would destroy', () => {
  it('stands below the effects, by kind and size, the only ones in red with names, with the copy', async () => {
    await show(lossOf('q1'))
    expect(text()).toContain('1,199 files can be rebuilt')
    expect(document.querySelector('.loss-only')?.textContent).toBe('7 exist nowhere else')
    expect(text()).toContain('node_modules 268 MB')
    expect(text()).toContain('only here 86 kB')
    expect(text()).toContain('.env.local')
    expect(text()).toContain('and 2 more')
    expect(text()).toContain(
      'a copy of 7 files, 86 kB, is kept for 30 days, without node_modules, dist, coverage',
    )
    expect(document.querySelectorAll('.share-bar-stop')).toHaveLength(2)
    const all = document.body.textContent ?? ''
    expect(all.indexOf('What would go')).toBeGreaterThan(all.indexOf('Deletes everything'))
    expect(all.indexOf('What would go')).toBeLessThan(all.indexOf('Why asked'))
  })

  it('holds Allow while it counts, with the number so far; the other answers can be used', async () => {
    await show(counting())
    await wait(guardMs)
    expect(text()).toContain('Counting what would go')
    await tell({ ...counting(), files: 800 })
    expect(text()).toContain('Counting, 800 files so far')
    expect(button('Allow once').getAttribute('aria-disabled')).toBe('true')
    await press('Allow once')
    await key(card(), 'a')
    expect(answers()).toEqual([])
    await press('Deny')
    expect(answers()).toHaveLength(1)
  })

  it('takes no press in the first 600 ms after the count ended', async () => {
    await show(counting())
    await wait(guardMs)
    await tell(lossOf('q1'))
    await press('Allow once')
    expect(answers()).toEqual([])
    await wait(guardMs)
    await press('Allow once')
    expect(answers()).toHaveLength(1)
  })

  it('waits for a bounded time only, then says that it was not counted', async () => {
    await show(counting())
    await wait(mostWaitMs - 1)
    expect(button('Allow once').getAttribute('aria-disabled')).toBe('true')
    await wait(1)
    await wait(guardMs)
    expect(text()).toContain('could not be counted')
    await press('Allow once')
    expect(answers()).toHaveLength(1)
  })

  it.each([
    [{ kind: 'too-large', bytes: 3.2e9, capBytes: 500e6 }, '3.2 GB is more than the cap of 500 MB'],
    [{ kind: 'none', why: 'unknown' }, 'no copy is kept: what would go is not known'],
    [{ kind: 'none', why: 'unreadable' }, 'something in it cannot be read'],
  ] as const)('says before the answer that no copy is kept: %j', async (copy, said) => {
    await show({ ...lossOf('q1'), copy })
    expect(document.querySelector('.loss-copy')?.textContent).toContain(said)
    expect(document.querySelector('.loss-copy')?.classList).toContain('loss-only')
  })

  it('names commits, other disks, what is not known and where the count stopped', async () => {
    await show({
      ...{ ...lossOf('q1'), status: 'stopped', commits: 9, commitLines: ['ab12 first <U+202E>'] },
      ...{ mounts: ['/mnt/x'], unknown: ['remote', 'path'] },
    })
    expect(text()).toContain('9 commits are on no other branch and no remote')
    expect(text()).toContain('ab12 first <U+202E>')
    expect(text()).toContain('and 8 more')
    expect(text()).toContain('not counted: /mnt/x')
    expect(text()).toContain('since the last fetch')
    expect(text()).toContain('counting stopped')
  })

  it('says so when nothing is there, and nothing for a call that destroys nothing', async () => {
    await show({ ...counting(), status: 'counted', copy: { kind: 'nothing' } })
    expect(text()).toContain('Nothing is there that would be lost')
    await mounted.unmount()
    await show(null)
    expect(text()).toBe('')
  })
})

describe('the copy of an allowed call', () => {
  const allowed = (): InboxItem => ({
    ...approval('q9', 's1', Date.now()),
    callId: callIdSchema.parse('call-1'),
    state: {
      ...{ status: 'answered', answer: { kind: 'allow' }, by: 'window', at: Date.now() },
      delivered: true,
    },
  })

  it('stands on the settled card, shows what would be put back, and says what came back', async () => {
    await show(null, allowed())
    expect(document.querySelector('.settled-copy')?.textContent).toContain(
      'A copy of 7 files is kept',
    )
    await press('Put back…')
    await wait(0)
    const dialog = () => document.querySelector('[role=dialog]')?.textContent ?? ''
    expect(dialog()).toContain('5 come back')
    expect(dialog()).toContain('1 is newer there')
    await press('Bring it back')
    await wait(0)
    await wait(0)
    expect(mounted.called('bouncer.restore')).toEqual([{ id: 'c1', newer: 'beside' }])
    expect(dialog()).toContain('5 came back')
    expect(dialog()).toContain('refund-cases.restored.md')
    expect(dialog()).toContain('x: EACCES')
  })
})
