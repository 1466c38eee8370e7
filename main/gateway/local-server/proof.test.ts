import { expect, test } from 'vitest'
import { browserWindowName } from '../../../shared/app/client-names.ts'
import { windowOfHello } from './proof.ts'

test('a page says by its first frame which window it is; nothing else gets into a name', () => {
  const hello = { kind: 'hello', token: 't' }
  expect(windowOfHello({ ...hello, window: '0A4F' })).toBe('0A4F')
  expect(browserWindowName('0A4F')).toBe('the browser, window 0A4F')
  for (const window of ['', '0a4f', 'the person at the desk', 17, null]) {
    expect(windowOfHello({ ...hello, window })).toBeNull()
  }
  expect(windowOfHello(hello)).toBeNull()
  expect(windowOfHello('hello')).toBeNull()
})
