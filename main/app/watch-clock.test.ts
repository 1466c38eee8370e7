import { expect, test } from 'vitest'
import { createClockWatch } from './watch-clock.ts'

function setUp() {
  const told: string[] = []
  const time = { now: 1_000_000_000, up: 5_000 }
  const look = createClockWatch({
    now: () => time.now,
    sinceStart: () => time.up,
    notify: ({ message }) => void told.push(message),
  })
  const pass = (ms: number) => {
    time.now += ms
    time.up += ms
    look()
  }
  return { told, time, look, pass }
}

test('time that passes is no jump, however long nobody looked', () => {
  const { told, pass } = setUp()
  pass(500)
  pass(9 * 3_600_000)
  expect(told).toEqual([])
})

test('small steps of a clock that is kept right are not told, also when they add up', () => {
  const { told, time, pass } = setUp()
  for (let at = 0; at < 10; at += 1) {
    time.now += 20_000
    pass(500)
  }
  expect(told).toEqual([])
})

test('a clock that was set is told once, with the way and the length', () => {
  const { told, time, pass } = setUp()
  time.now += 3 * 3_600_000
  pass(500)
  pass(500)
  time.now -= 86_400_000 * 400
  pass(500)
  expect(told).toEqual([
    expect.stringContaining('set forward by 3 hours.'),
    expect.stringContaining('set back by 400 days.'),
  ])
})
