import { expect, test } from 'vitest'
import { approval } from '../../tests/fixtures/ui-app/seed-inbox.ts'
import { nextWaitingPath } from './waiting-path.ts'

const waiting = [approval('a', 's1', 1), approval('b', 's2', 2)]

test('leads to the terminal that asks', () => {
  expect(nextWaitingPath([approval('c', 'terminal:6f9c', 3)], '')).toBe('/terminal?question=c')
})

test('goes from one question to the next and around the end', () => {
  expect(nextWaitingPath(waiting, '')).toBe('/session/s1?question=a')
  expect(nextWaitingPath(waiting, '?question=a')).toBe('/session/s2?question=b')
  expect(nextWaitingPath(waiting, '?question=b')).toBe('/session/s1?question=a')
  expect(nextWaitingPath(waiting, '?question=answered')).toBe('/session/s1?question=a')
  expect(nextWaitingPath([], '?question=a')).toBeNull()
})
