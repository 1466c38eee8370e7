import { expect, test } from 'vitest'
import type { InboxItem } from '../../shared/inbox/model.ts'
import type { SessionId } from '../../shared/kit/ids.ts'
import { createAskingLimit } from './asking-limit.ts'

const [one, other] = ['one', 'other'] as readonly string[] as readonly [SessionId, SessionId]
const item = (sessionId: SessionId, status: 'waiting' | 'withdrawn') =>
  ({ sessionId, state: { status } }) as InboxItem
const many = (count: number, make: () => InboxItem) => Array.from({ length: count }, make)

function setUp(items: readonly InboxItem[]) {
  const told: string[] = []
  const notify = ({ message }: { readonly message: string }) => void told.push(message)
  return { told, limit: createAskingLimit({ list: () => items, notify }) }
}

test('a session with a hundred questions that wait asks no more, and that is told; another one may', () => {
  const { told, limit } = setUp(many(100, () => item(one, 'waiting')))
  expect(limit.whyNot(one)).toMatchObject({ code: 'inbox.full' })
  expect(told).toEqual([expect.stringContaining('more than 100 questions')])
  expect(limit.whyNot(other)).toBeNull()
})

test('what was settled does not count', () => {
  const settled = many(500, () => item(one, 'withdrawn'))
  expect(setUp([...settled, item(one, 'waiting')]).limit.whyNot(one)).toBeNull()
})

test('questions on their way to the disk count from the moment that they are asked', async () => {
  const { limit } = setUp([])
  const { promise, resolve } = Promise.withResolvers<void>()
  const asked = Array.from({ length: 100 }, () => limit.counted(one, () => promise))
  expect(limit.whyNot(one)).toMatchObject({ code: 'inbox.full' })
  resolve()
  await Promise.all(asked)
  expect(limit.whyNot(one)).toBeNull()
})
