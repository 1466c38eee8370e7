import { expect, test } from 'vitest'
import { parseStartOptions, UsageError } from './start-options.mjs'

test('without flags any host will do', () => {
  expect(parseStartOptions([])).toEqual({ host: 'any', isHelp: false, passed: [] })
})

test('flags for the app are passed on', () => {
  const { host, passed } = parseStartOptions([
    '--browser',
    '--port=0',
    '--home',
    '/x y',
    '--no-open',
  ])
  expect(host).toBe('browser')
  expect(passed).toEqual(['--port', '0', '--home', '/x y', '--no-open'])
})

test('a value may hold an equals sign', () => {
  expect(parseStartOptions(['--home=/a=b']).passed).toEqual(['--home', '/a=b'])
})

test.each([
  [['--prot', '1'], '--prot'],
  [['serve'], 'serve'],
  [['--no-open=1'], '--no-open'],
  [['--port'], '--port'],
  [['--port='], '--port'],
  [['--home', '--no-open'], '--home'],
  [['--home='], '--home'],
  [['--port', '70000'], '70000'],
  [['--port', '1e3'], '1e3'],
  [['--port', '-1'], '--port'],
  [['--desktop', '--browser'], 'exclude each other'],
])('%j is refused and the mistake named', (args, named) => {
  expect(() => parseStartOptions(args)).toThrow(UsageError)
  expect(() => parseStartOptions(args)).toThrow(named)
})
