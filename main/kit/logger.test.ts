import { expect, test } from 'vitest'
import { createLogger } from './logger.ts'

function capture(level?: 'debug') {
  const lines: string[] = []
  const clock = { now: () => Date.UTC(2026, 0, 1), elapsed: () => 0 }
  const write = (line: string) => lines.push(line)
  const logger = createLogger({ write, clock, ...(level ? { level } : {}) })
  return { logger, lines, last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') }
}

test('one JSON object a line, with time, level and part', () => {
  const { logger, lines, last } = capture()
  logger.child('audit').child('head').warn('two\nlines', { cause: 'EIO' })
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain('\n')
  expect(last()).toEqual({
    at: '2026-01-01T00:00:00.000Z',
    level: 'warn',
    subsystem: 'audit.head',
    message: 'two\nlines',
    cause: 'EIO',
  })
})

test('levels below the lowest are not written', () => {
  const quiet = capture()
  quiet.logger.debug('x')
  expect(quiet.lines).toHaveLength(0)
  const loud = capture('debug')
  loud.logger.debug('x')
  expect(loud.lines).toHaveLength(1)
})

test('secrets are masked in the message, in fields and in errors', () => {
  const { logger, lines } = capture()
  const key = `sk-ant-api03-${'a1B2'.repeat(12)}`
  logger.info(`called with ${key}`, { header: { authorization: `Bearer ${key}` } })
  logger.error('failed', { error: new Error(`no access with ${key}`, { cause: new Error(key) }) })
  expect(lines.join('\n')).not.toContain(key)
  expect(lines).toHaveLength(2)
})

test('an incident is found under the id it returns', () => {
  const { logger, last } = capture()
  const incidentId = logger.incident(new TypeError('broken assumption'))
  expect(last()).toMatchObject({
    level: 'error',
    incidentId,
    error: { name: 'TypeError', message: 'broken assumption' },
  })
})

test('what cannot be printed is said instead of thrown', () => {
  const { logger, last } = capture()
  const circle: Record<string, unknown> = {}
  circle.self = circle
  logger.info('round', { circle, big: 1n })
  expect(last()).toMatchObject({ message: 'round', unprintable: expect.any(String) })
})
