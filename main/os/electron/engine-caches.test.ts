import type { Session } from 'electron'
import { expect, test } from 'vitest'
import { emptyEngineCaches } from './engine-caches.ts'

test('the caches of the network and of compiled code are emptied, and no storage', async () => {
  const calls: unknown[] = []
  const session: Pick<Session, 'clearCache' | 'clearCodeCaches'> = {
    clearCache: async () => void calls.push('clearCache'),
    clearCodeCaches: async (options) => void calls.push(['clearCodeCaches', options]),
  }
  await emptyEngineCaches(session)
  expect(calls).toEqual(['clearCache', ['clearCodeCaches', {}]])
})
