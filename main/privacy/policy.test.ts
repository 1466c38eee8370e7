import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../kit/clock.ts'
import { createPolicyDesk } from './policy.ts'
import { openPrivacyStore } from './privacy-state.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function desk(version: string, text: string, isNewHome = true) {
  const notices: string[] = []
  const notify = ({ message }: { message: string }) => void notices.push(message)
  const takenBack: string[] = []
  const takeBack = (key: string) => void takenBack.push(key)
  const path = join(folder, 'privacy.json')
  const store = await openPrivacyStore({ path, clock: systemClock, notify })
  const policy = { version, text }
  const made = createPolicyDesk({ store, clock: systemClock, notify, takeBack, isNewHome, policy })
  await made.tell()
  return { ...made, notices, takenBack }
}

it('says what changed since the acknowledged text, and keeps every acknowledgement with its time', async () => {
  const first = await desk('1', '# P\n\n## Kept\nOne.\n')
  expect(first.status()).toMatchObject({ state: 'never', changes: [] })
  expect(first.notices).toEqual([])
  expect(await first.acknowledge('2')).toMatchObject({ error: { code: 'privacy.policy-other' } })
  expect(await first.acknowledge('1')).toMatchObject({ value: { state: 'current' } })

  const same = await desk('1', '# P\n\n## Kept\nOne.\n')
  expect(same.notices).toEqual([])
  const next = await desk('2', '# P\n\n## Kept\nTwo.\n\n## New\nText.\n')
  expect(next.notices).toEqual([expect.stringContaining('version 2. What changed: Kept, New.')])
  expect(next.status()).toMatchObject({
    state: 'changed',
    changes: [
      { kind: 'changed', before: 'One.', after: 'Two.' },
      { kind: 'added', title: 'New' },
    ],
  })
  expect(next.takenBack).toEqual([])
  await next.acknowledge('2')
  expect(next.takenBack).toEqual(['privacy.policy'])
  const history = next.status().acknowledged
  expect(history.map(({ version }) => version)).toEqual(['1', '2'])
  expect(history.every(({ at }) => at > 1_700_000_000_000)).toBe(true)
  expect(await readFile(join(folder, 'privacy.json'), 'utf8')).toContain('Two.')
})

it('says what changed also to who has acknowledged nothing, at every start until they do', async () => {
  const first = await desk('1', '# P\n\n## Kept\nOne.\n')
  expect([first.notices, first.status().state]).toEqual([[], 'never'])
  expect((await desk('1', '# P\n\n## Kept\nOne.\n')).notices).toEqual([])
  for (let start = 0; start < 2; start += 1) {
    const next = await desk('2', '# P\n\n## Kept\nTwo.\n')
    expect(next.notices).toEqual([expect.stringContaining('version 2. What changed: Kept.')])
    expect(next.status()).toMatchObject({ state: 'changed', acknowledged: [] })
  }
  const read = await desk('2', '# P\n\n## Kept\nTwo.\n')
  await read.acknowledge('2')
  expect((await desk('2', '# P\n\n## Kept\nTwo.\n')).notices).toEqual([])
})

it('says in a home where nobody noted which one was first that it may have changed', async () => {
  const used = await desk('2', '# P\n\n## Kept\nOne.\n', false)
  expect(used.notices).toEqual([expect.stringContaining('acknowledged none yet')])
  expect((await desk('2', '# P\n\n## Kept\nOne.\n', false)).notices).toEqual([])
})
