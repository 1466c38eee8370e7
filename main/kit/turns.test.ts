import { setImmediate as later } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createTurns } from './turns.ts'

it('runs one piece of work at a time, in the order of the calls', async () => {
  const inTurn = createTurns()
  const steps: string[] = []
  const work = (name: string) => async () => {
    steps.push(`${name} begins`)
    await later()
    steps.push(`${name} ends`)
    return name
  }
  expect(await Promise.all([inTurn(work('first')), inTurn(work('second'))])).toEqual([
    'first',
    'second',
  ])
  expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
})

it('goes on after work that failed, whose caller alone hears of it', async () => {
  const inTurn = createTurns()
  const failed = inTurn(async () => {
    throw new Error('a full disk')
  })
  const next = inTurn(async () => 'done')
  await expect(failed).rejects.toThrow('a full disk')
  expect(await next).toBe('done')
})

it('keeps two lines apart', async () => {
  const [one, other] = [createTurns(), createTurns()]
  const never = one(() => new Promise<void>(() => undefined))
  expect(await other(async () => 'not held up')).toBe('not held up')
  expect(never).toBeInstanceOf(Promise)
})
