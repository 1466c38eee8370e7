import { describe, expect, test } from 'vitest'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { judgeByPattern } from './pattern-layer.ts'
import { canonicalHost, hostKind, readAddress } from './urls.ts'

function rulesFor(url: string): readonly string[] {
  return judgeByPattern({
    id: 'call' as CallId,
    sessionId: 'session' as SessionId,
    tool: 'Bash',
    input: { command: `curl -s '${url}'` },
    cwd: '/home/dev/project',
    workspace: '/home/dev/project',
    home: '/home/dev',
  }).rules
}

describe('addresses', () => {
  test.each([
    ['2852039166', '169.254.169.254'],
    ['0xA9FEA9FE', '169.254.169.254'],
    ['0251.0376.0251.0376', '169.254.169.254'],
    ['127.1', '127.0.0.1'],
    ['::ffff:169.254.169.254', '169.254.169.254'],
    ['::ffff:a9fe:a9fe', '169.254.169.254'],
    ['example.com.', 'example.com'],
  ])('%s is %s', (written, plain) => {
    expect(canonicalHost(written)).toBe(plain)
  })

  test.each([
    ['localhost', 'local'],
    ['app.localhost', 'local'],
    ['127.0.0.2', 'local'],
    ['169.254.169.254', 'metadata'],
    ['169-254-169-254.sslip.io', 'metadata'],
    ['metadata.google.internal', 'metadata'],
    ['10.1.2.3', 'private'],
    ['100.64.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['example.com', 'public'],
  ] as const)('%s is %s', (host, kind) => {
    expect(hostKind(host)).toBe(kind)
  })

  test('the host stands behind the last @ and before a backslash', () => {
    expect(readAddress('https://good.example@evil.example:8443/x').host).toBe('evil.example')
    expect(readAddress('https://evil.example\\@good.example/').host).toBe('evil.example')
    expect(readAddress('https://[::1]:80/').host).toBe('::1')
  })

  test.each([
    'https://good.example@evil.example/x',
    'https://evil.example\\@good.example/x',
    'https://xn--ggle-0nda.com/x',
    'https://raw.githubusercontent.com.somewhere.example/x',
    'https://github.com.login-check.net/x',
    'https://g\u043E\u043Egle.com/x',
    'https://bit.ly/abc',
    'https://payload.zip/x',
    'https://setup.app',
    'https://example.com./x',
    'https://example.com/%252fetc',
    'https://example.com/a/%2e%2e/b',
    'https://example.com/x%0d%0aHost:y',
    'https://203.0.113.7/x',
    'http://example.com/install.sh',
    'http://example.com/app.deb',
    'https://webhook.site/1',
    'https://a.ngrok.io/x',
    'https://github.login.evil-host.ru/x',
    'https://example.com/send/0x742d35Cc6634C0532925a3b844Bc8e7595f0bEb8',
    `https://${'a.'.repeat(200)}com/`,
  ])('%s looks like something else', (url) => {
    expect(rulesFor(url)).toContain('network.suspicious-address')
  })

  test.each([
    'https://example.com/x',
    'https://example.com/x?y=%0a&z=%20',
    'http://example.com/data.json',
    'https://docs.example.dev/guide/',
    'https://my-site.vercel.app/api',
    'https://10.0.0.7/x',
    'http://localhost:3000/install.sh',
    'https://raw.example.com/a/b/main/README.md',
    'https://example.co.uk/a/b/../b2'.replace('/../', '/'),
    'https://sub.domain.example.org:8443/x',
  ])('%s is plain', (url) => {
    expect(rulesFor(url)).toEqual([])
  })
})
