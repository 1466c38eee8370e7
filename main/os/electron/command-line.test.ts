import { describe, expect, test } from 'vitest'
import { readDesktopArguments, switchFromOutside } from './command-line.ts'

describe('the command line', () => {
  test.each([
    [['electron', '.', '--home', '/h', '--port', '5000'], { home: '/h', port: 5_000 }],
    [['electron', '.', '--home=/h=1', '--port=0'], { home: '/h=1', port: 0 }],
    [['electron', '--no-sandbox', '.'], { home: undefined, port: undefined }],
    [['electron', '.', '--port', 'x'], { home: undefined, port: undefined }],
    [['electron', '.', '--port', '70000'], { home: undefined, port: undefined }],
    [['electron', '.', '--home'], { home: undefined, port: undefined }],
  ])('%j', (argv, expected) => {
    expect(readDesktopArguments(argv)).toEqual(expected)
  })

  test('names the switch by which another program would steer the window', () => {
    expect(switchFromOutside((name) => name === 'remote-debugging-port')).toBe(
      'remote-debugging-port',
    )
    expect(switchFromOutside(() => false)).toBeNull()
  })
})
