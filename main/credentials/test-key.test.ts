import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EgressEntry } from '../../shared/egress/model.ts'
import { secret } from '../../shared/kit/secret.ts'
import { type MessagesApi, startMessagesApi } from '../../tests/fakes/messages-api.ts'
import { systemClock } from '../kit/clock.ts'
import { createEgress } from '../kit/egress/index.ts'
import { testAnthropicKey } from './test-key.ts'

let api: MessagesApi
let ledger: EgressEntry[]
beforeEach(async () => {
  api = await startMessagesApi()
  ledger = []
})
afterEach(() => api.close())

const tried = (key: string, more: { upstream?: string; offline?: boolean } = {}) => {
  const egress = createEgress({
    clock: systemClock,
    record: (entry) => ledger.push(entry),
    offline: () => more.offline ?? false,
  })
  return testAnthropicKey(secret(key), { egress, upstream: more.upstream ?? `${api.url}/` })
}

test('a key that the service takes works; the exchange stands in the ledger', async () => {
  expect(await tried('sk-ant-good-key')).toMatchObject({ outcome: 'works' })
  expect(api.requests).toMatchObject([{ method: 'GET', url: '/v1/models?limit=1' }])
  await expect.poll(() => ledger).toMatchObject([{ purpose: 'credential-test', host: '127.0.0.1' }])
  expect(JSON.stringify(ledger)).not.toContain('sk-ant')
})

test('a revoked key is refused', async () => {
  expect(await tried('sk-ant-revoked-key')).toEqual({ outcome: 'refused', detail: 'status 401' })
})

test('a service that cannot be reached says nothing about the key', async () => {
  const closed = await startMessagesApi()
  await closed.close()
  const nowhere = await tried('sk-ant-good-key', { upstream: closed.url })
  expect(nowhere).toEqual({ outcome: 'unreachable', detail: 'ECONNREFUSED' })
  const wrongPlace = await tried('sk-ant-good-key', { upstream: `${api.url}/elsewhere` })
  expect(wrongPlace).toEqual({ outcome: 'unreachable', detail: 'status 404' })
})

test('offline nothing is sent', async () => {
  const answer = await tried('sk-ant-good-key', { offline: true })
  expect(answer).toMatchObject({ outcome: 'unreachable' })
  expect(api.requests).toEqual([])
})
