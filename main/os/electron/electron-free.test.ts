import { describe, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
import { createAppProtocol } from './app-protocol.ts'
import { readDesktopArguments, switchFromOutside } from './command-line.ts'
import { outsideLink } from './outside-link.ts'

describe('links to the outside', () => {
  test.each(['https://example.com/', 'https://example.com/a?b=c#d'])('%s may be opened', (link) => {
    expect(outsideLink(link)).toBe(link)
  })

  test.each([
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-settings:privacy',
    'vscode://file/x',
    'https://user@example.com/',
    'https://user:pass@example.com/',
    'https://',
    'example.com',
    '',
    `https://example.com/${'x'.repeat(3_000)}`,
    `${brand.origin}/`,
  ])('%s may not', (link) => {
    expect(outsideLink(link)).toBeNull()
  })
})

describe('the page’s own scheme', () => {
  const file = { contentType: 'text/html', isImmutable: false, bytes: Buffer.from('page') }
  const asked: string[] = []
  const answer = createAppProtocol({
    async find(path) {
      asked.push(path)
      return path === '/' ? file : null
    },
  })

  test('serves built files with the strict policy', async () => {
    const response = await answer(new Request(`${brand.origin}/`))
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('page')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toMatch(/unsafe|\*/)
  })

  test('asks by path alone', async () => {
    asked.length = 0
    expect((await answer(new Request(`${brand.origin}/x.js?y#z`))).status).toBe(404)
    expect(asked).toEqual(['/x.js'])
  })

  test.each([`${brand.origin}.evil.com/`, `${brand.scheme}://other/`, 'https://example.com/'])(
    'does not answer for %s',
    async (url) => {
      expect((await answer(new Request(url))).status).toBe(403)
    },
  )

  test('takes nothing but GET', async () => {
    const request = new Request(`${brand.origin}/`, { method: 'POST', body: 'x' })
    expect((await answer(request)).status).toBe(405)
  })
})

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
