import { describe, expect, it } from 'vitest'
import { movedClock } from '../../../tests/fakes/scripted-model.ts'
import { createBreaker } from './breaker.ts'
import { createSlots } from './slots.ts'

describe('the breaker', () => {
  it('opens after three failures in a row, lets one try, and waits longer each time', () => {
    const clock = movedClock()
    const told: (number | string)[] = []
    const breaker = createBreaker(clock, {
      onOpened: (failures) => void told.push(failures),
      onClosed: () => void told.push('closed'),
    })
    const fail = () => {
      expect(breaker.enter()).toBe(true)
      breaker.failed()
    }
    fail()
    fail()
    breaker.succeeded()
    fail()
    fail()
    expect(told).toEqual([])
    fail()
    expect(told).toEqual([3])
    for (const pauseMs of [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
      clock.forwardMs(pauseMs - 1)
      expect(breaker.enter()).toBe(false)
      clock.forwardMs(1)
      expect(breaker.enter()).toBe(true)
      expect(breaker.enter()).toBe(false)
      expect(breaker.state().status).toBe('trying')
      breaker.failed()
      expect(breaker.state()).toMatchObject({ status: 'open' })
    }
    expect(told).not.toContain('closed')
    breaker.succeeded()
    breaker.succeeded()
    expect(told.filter((one) => one === 'closed')).toHaveLength(1)
  })

  it('tries again at once when the try ended without an answer', () => {
    const clock = movedClock()
    const breaker = createBreaker(clock, { onOpened: () => undefined })
    for (let at = 0; at < 3; at++) breaker.failed()
    clock.forwardMs(30_000)
    expect(breaker.enter()).toBe(true)
    breaker.left()
    expect(breaker.enter()).toBe(true)
    breaker.succeeded()
    expect(breaker.state()).toEqual({ status: 'closed', failures: 0 })
  })
})

describe('the slots', () => {
  it('let so many in, have the others wait in order, and turn away who waits too long or finds a queue', async () => {
    const slots = createSlots({ running: 1, waiting: 2, waitMs: 60 })
    expect(await slots.enter()).toBe(true)
    const order: string[] = []
    const second = slots.enter().then((isIn) => order.push(`second ${isIn}`))
    const third = slots.enter().then((isIn) => order.push(`third ${isIn}`))
    expect(await slots.enter()).toBe(false)
    slots.leave()
    await second
    await third
    expect(order).toEqual(['second true', 'third false'])
    slots.leave()
    expect(await slots.enter()).toBe(true)
  })
})
