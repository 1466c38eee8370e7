import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Outcome } from '../../shared/rpc/frames.ts'
import { type ConnectionStatus, observed, type Wire } from './wire.ts'
import { withPulse } from './with-pulse.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A wire whose answers wait until they are let go. */
function setUp() {
  const status = observed<ConnectionStatus>({ status: 'online' })
  const asked: ((outcome: Outcome) => void)[] = []
  let answers = true
  let isShown = true
  const shown: (() => void)[] = []
  const wire: Wire = {
    kind: 'websocket',
    call: () =>
      answers
        ? Promise.resolve({ ok: true, value: {} })
        : new Promise((resolve) => asked.push(resolve)),
    subscribe: () => () => undefined,
    status: status.get,
    onStatus: status.subscribe,
    retryNow: () => undefined,
    close: () => undefined,
  }
  const call = vi.spyOn(wire, 'call')
  const pulsed = withPulse(wire, {
    newId: () => 'id',
    isShown: () => isShown,
    onShown: (listener) => void shown.push(listener),
  })
  return {
    ...{ pulsed, status, call },
    hang() {
      answers = false
    },
    goOn() {
      answers = true
      for (const answer of asked.splice(0)) answer({ ok: true, value: {} })
    },
    show(value: boolean) {
      isShown = value
      for (const listener of shown) listener()
    },
  }
}

test('an app that stops answering is told within a second, and its next answer ends it', async () => {
  const { pulsed, hang, goOn } = setUp()
  const told: string[] = []
  pulsed.onStatus(() => told.push(pulsed.status().status))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(told).toEqual([])
  hang()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(told).toEqual(['silent'])
  await vi.advanceTimersByTimeAsync(60_000)
  goOn()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(told).toEqual(['silent', 'online'])
})

test('one question waits at a time, and none while nobody looks', async () => {
  const { call, hang, goOn, show } = setUp()
  hang()
  await vi.advanceTimersByTimeAsync(1_000)
  const asked = call.mock.calls.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(call.mock.calls.length).toBe(asked)
  goOn()
  show(false)
  await vi.advanceTimersByTimeAsync(1_000)
  const before = call.mock.calls.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(call.mock.calls.length).toBe(before)
  show(true)
  expect(call.mock.calls.length).toBe(before + 1)
})

test('a lost connection keeps its own words, and the pulse comes back with it', async () => {
  const { pulsed, status, hang, goOn } = setUp()
  hang()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(pulsed.status().status).toBe('silent')
  status.set({ status: 'offline', retryAt: 0 })
  expect(pulsed.status()).toEqual({ status: 'offline', retryAt: 0 })
  status.set({ status: 'online' })
  expect(pulsed.status().status).toBe('online')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(pulsed.status().status).toBe('silent')
  goOn()
  await vi.advanceTimersByTimeAsync(0)
  expect(pulsed.status().status).toBe('online')
})
