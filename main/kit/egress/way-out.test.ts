import { expect, test } from 'vitest'
import { upstreamFor, usableProxies } from './way-out.ts'

const far = new URL('https://example.net/')
const plain = new URL('http://example.net/')

test.each([
  ['proxy.corp:3128', 'http://proxy.corp:3128/'],
  ['https://proxy.corp', 'https://proxy.corp/'],
  ['http://u:100%@proxy.corp:1', 'http://u:100%25@proxy.corp:1/'],
])('%s is spoken to', (named, href) => {
  const found = upstreamFor(far, { HTTPS_PROXY: named })
  expect(found === null || found === 'unusable' ? found : found.url.href).toBe(href)
  expect(usableProxies({ HTTPS_PROXY: named, PATH: '/bin' })).toEqual({ HTTPS_PROXY: href })
})

test.each(['socks5://127.0.0.1:9', 'ftp://proxy.corp', 'http://', ':::'])(
  '%s cannot be, and nothing goes past it',
  (named) => {
    expect(upstreamFor(plain, { HTTP_PROXY: named })).toBe('unusable')
    expect(upstreamFor(far, { https_proxy: named })).toBe('unusable')
    expect(upstreamFor(far, { https_proxy: named, no_proxy: 'example.net' })).toBeNull()
    expect(usableProxies({ HTTP_PROXY: named, no_proxy: 'a' })).toEqual({ no_proxy: 'a' })
  },
)

test('the password of a proxy goes in its header as it was typed', () => {
  const found = upstreamFor(far, { HTTPS_PROXY: 'http://u:100%@proxy.corp:1' })
  const header = typeof found === 'object' ? found?.headers['proxy-authorization'] : undefined
  expect(Buffer.from(header?.slice('Basic '.length) ?? '', 'base64').toString()).toBe('u:100%')
})
