import { expect, test } from 'vitest'
import { silentLogger } from '../kit/silent-logger.ts'
import type { Session } from './session.ts'
import { createTeller } from './teller.ts'

/** A teller whose looks at a session end when the test says so. */
function stage() {
  const told: string[] = []
  const looks: { readonly id: string; end(): void }[] = []
  const gone = new Set<Session>()
  let version = 0
  const teller = createTeller({
    logger: silentLogger,
    isKept: (session) => !gone.has(session),
    async tell(session) {
      const seen = `${session.id}@${version}`
      const { promise, resolve } = Promise.withResolvers<void>()
      looks.push({ id: session.id, end: resolve })
      await promise
      return () => void told.push(seen)
    },
  })
  const next = async () => {
    looks.shift()?.end()
    await new Promise(setImmediate)
  }
  const change = (session: Session) => {
    version += 1
    teller.changed(session)
  }
  return { told, looks, gone, next, change }
}

const session = (id: string) => ({ id }) as Session

test('changes while one is told lead to one more row, and never to an older one', async () => {
  const { told, looks, next, change } = stage()
  const one = session('a')
  for (let number = 0; number < 5; number += 1) change(one)
  expect(looks).toHaveLength(1)
  await next()
  await next()
  expect(told).toEqual(['a@1', 'a@5'])
  expect(looks).toEqual([])
  change(one)
  await next()
  expect(told.at(-1)).toBe('a@6')
})

test('nothing is told of a session that goes while it is looked at', async () => {
  const { told, gone, next, change } = stage()
  const [one, other] = [session('a'), session('b')]
  change(one)
  change(other)
  gone.add(one)
  await next()
  await next()
  expect(told).toEqual(['b@2'])
})
