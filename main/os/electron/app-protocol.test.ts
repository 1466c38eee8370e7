import { describe, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
import { createAppProtocol } from './app-protocol.ts'

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
