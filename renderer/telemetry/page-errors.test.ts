import { expect, test } from 'vitest'
import { pageErrorSchema } from '../../shared/telemetry/model.ts'
import { pageErrorOf, watchPageErrors } from './page-errors.ts'

function listen() {
  const sent: unknown[] = []
  const listeners = new Map<string, (event: unknown) => void>()
  const client = {
    call: (_name: string, input: unknown) => {
      sent.push(input)
      return Promise.reject(new Error('no connection'))
    },
  }
  const page = {
    addEventListener: (name: string, listener: (event: unknown) => void) =>
      listeners.set(name, listener),
  }
  const errors = watchPageErrors(client as never, page as never)
  return { sent, errors, emit: (name: string, event: object) => listeners.get(name)?.(event) }
}

test('an error becomes its name, its message and the parts of its stack', () => {
  const error = new TypeError('row is not iterable')
  error.stack = `TypeError: row is not iterable
    at Rows (http://127.0.0.1:4711/assets/index-aB3.js:12:345)
    at http://127.0.0.1:4711/assets/index-aB3.js:13:1
    at new Promise (<anonymous>)`
  const made = pageErrorOf(error, 'drawing')
  expect(pageErrorSchema.parse(made)).toEqual({
    ...{ name: 'TypeError', message: 'row is not iterable', how: 'drawing' },
    frames: [
      {
        ...{ file: 'http://127.0.0.1:4711/assets/index-aB3.js', function: 'Rows' },
        ...{ line: 12, column: 345 },
      },
      {
        ...{ file: 'http://127.0.0.1:4711/assets/index-aB3.js', function: '' },
        ...{ line: 13, column: 1 },
      },
    ],
  })
})

test.each([['text'], [null], [{ secret: 1 }], [Object.assign(new Error('x'), { name: 7 })]])(
  'whatever is thrown fits the contract: %j',
  (thrown) => {
    expect(pageErrorSchema.safeParse(pageErrorOf(thrown, 'rejection')).success).toBe(true)
  },
)

test('uncaught errors, rejections and broken drawings are handed in, ten at most', () => {
  const { sent, errors, emit } = listen()
  emit('error', { error: new Error('a'), message: 'a' })
  emit('unhandledrejection', { reason: new RangeError('b') })
  errors.caught(new Error('c'))
  expect(sent).toMatchObject([{ how: 'error' }, { how: 'rejection' }, { how: 'drawing' }])
  for (let at = 0; at < 20; at += 1) errors.caught(new Error('again'))
  expect(sent).toHaveLength(10)
})
