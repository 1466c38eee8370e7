import { afterEach, expect, test, vi } from 'vitest'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { createAppStore } from './app-store.ts'
import type { Client, Subscription } from './client.ts'

afterEach(() => {
  vi.useRealTimers()
})

function clientOf(answers: readonly Result<unknown, { code: string; message: string }>[]) {
  const left = [...answers]
  const subscriptions: Subscription[] = []
  const leave = vi.fn()
  const client = {
    call: vi.fn(async () => left.shift() ?? left.at(-1)),
    subscribe: (_topic: string, subscription: Subscription) => {
      subscriptions.push(subscription)
      return leave
    },
  }
  return { client: client as Partial<Client> as Client, calls: client.call, subscriptions, leave }
}

const snapshot = () => seedOf('busy', 'dark').snapshot
const at = (seq: number, theme: string) => ({
  epoch: 'e0',
  seq,
  name: 'settings.changed',
  payload: { ...snapshot().settings, theme },
})

test('the snapshot fills the store and the stream goes on from its place', async () => {
  const { client, subscriptions } = clientOf([ok(snapshot())])
  const store = createAppStore(client)
  await vi.waitFor(() => expect(store.getState().app).not.toBeNull())
  expect(subscriptions[0]?.after).toEqual({ epoch: 'e0', seq: 0 })
  const heard = vi.fn()
  store.onEvent(heard)
  subscriptions[0]?.onEvent(at(1, 'light'))
  subscriptions[0]?.onEvent({ epoch: 'e0', seq: 2, name: 'not.known', payload: null })
  expect(store.getState().app?.settings.theme).toBe('light')
  expect(heard).toHaveBeenCalledOnce()
})

test('a gap takes a new snapshot and follows anew', async () => {
  const { client, subscriptions } = clientOf([ok(snapshot()), ok({ ...snapshot(), version: '9' })])
  const store = createAppStore(client)
  await vi.waitFor(() => expect(subscriptions).toHaveLength(1))
  subscriptions[0]?.onReset()
  await vi.waitFor(() => expect(store.getState().app?.version).toBe('9'))
  expect(subscriptions).toHaveLength(2)
})

test('a failed snapshot is told and tried again', async () => {
  vi.useFakeTimers()
  const failed = { code: 'unexpected', message: 'no' }
  const { client } = clientOf([err(failed), ok(snapshot())])
  const store = createAppStore(client)
  await vi.advanceTimersByTimeAsync(0)
  expect(store.getState().failure).toEqual(failed)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(store.getState().failure).toBeNull()
  expect(store.getState().app).not.toBeNull()
})

test('a stopped store asks no more and leaves its stream', async () => {
  const { client, subscriptions, leave, calls } = clientOf([ok(snapshot()), ok(snapshot())])
  const store = createAppStore(client)
  await vi.waitFor(() => expect(subscriptions).toHaveLength(1))
  store.stop()
  expect(leave).toHaveBeenCalledOnce()
  expect(calls).toHaveBeenCalledOnce()
})
