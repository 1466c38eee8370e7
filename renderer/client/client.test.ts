import { expect, test, vi } from 'vitest'
import type { StreamFrame } from '../../shared/rpc/frames.ts'
import { createClient, type StreamEvent } from './client.ts'
import type { Wire } from './wire.ts'

function event(seq: number, epoch = 'e'): StreamFrame {
  return { kind: 'event', topic: 'app', epoch, seq, name: 'settings.changed', payload: seq }
}

function wireOf(replayed: readonly StreamFrame[] = []) {
  let sink: ((frame: StreamFrame) => void) | null = null
  const ids: string[] = []
  const left = vi.fn()
  const wire: Wire = {
    kind: 'ipc',
    call: async (_procedure, _input, id) => {
      ids.push(id)
      return { ok: true, value: {} }
    },
    subscribe(_topic, _after, take) {
      sink = take
      for (const frame of replayed) take(frame)
      return left
    },
    status: () => ({ status: 'online' }),
    onStatus: () => () => undefined,
    retryNow: () => undefined,
    close: () => undefined,
  }
  return { wire, ids, left, deliver: (frame: StreamFrame) => sink?.(frame) }
}

function follow(wire: Wire, after: { epoch: string; seq: number } | null) {
  const events: StreamEvent[] = []
  const onReset = vi.fn()
  const leave = createClient({ wire }).subscribe('app', {
    after,
    onEvent: (one) => events.push(one),
    onReset,
  })
  return { events, onReset, leave, seqs: () => events.map(({ seq }) => seq) }
}

test('events follow each other, and a repeated one is left out', () => {
  const { wire, deliver } = wireOf()
  const { seqs, onReset } = follow(wire, { epoch: 'e', seq: 4 })
  for (const seq of [5, 6, 5, 6, 7]) deliver(event(seq))
  expect(seqs()).toEqual([5, 6, 7])
  expect(onReset).not.toHaveBeenCalled()
})

test('a gap ends the subscription and asks for a new snapshot, once', () => {
  const { wire, deliver, left } = wireOf()
  const { seqs, onReset } = follow(wire, { epoch: 'e', seq: 4 })
  for (const seq of [5, 7, 8]) deliver(event(seq))
  expect(seqs()).toEqual([5])
  expect(onReset).toHaveBeenCalledOnce()
  expect(left).toHaveBeenCalledOnce()
})

test('another epoch is a gap, even with the next number', () => {
  const { wire, deliver } = wireOf()
  const { seqs, onReset } = follow(wire, { epoch: 'e', seq: 4 })
  deliver(event(5, 'f'))
  expect(seqs()).toEqual([])
  expect(onReset).toHaveBeenCalledOnce()
})

test('a reset that comes while subscribing leaves the wire too', () => {
  const { wire, left } = wireOf([{ kind: 'reset', topic: 'app', epoch: 'f' }])
  const { onReset } = follow(wire, { epoch: 'e', seq: 4 })
  expect(onReset).toHaveBeenCalledOnce()
  expect(left).toHaveBeenCalledOnce()
})

test('nothing comes after leaving', () => {
  const { wire, deliver } = wireOf()
  const { seqs, leave } = follow(wire, null)
  deliver(event(90))
  leave()
  deliver(event(91))
  expect(seqs()).toEqual([90])
})

test('each call has an id of its own, and a wrong answer is caught where it is checked', async () => {
  const { wire, ids } = wireOf()
  const checkOutput = vi.fn(() => {
    throw new Error('wrong shape')
  })
  const client = createClient({ wire })
  await client.call('settings.get', {})
  await client.call('settings.get', {})
  expect(new Set(ids).size).toBe(2)
  await expect(createClient({ wire, checkOutput }).call('settings.get', {})).rejects.toThrow(
    'shape',
  )
})
