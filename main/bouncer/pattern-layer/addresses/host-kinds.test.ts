import { describe, expect, it } from 'vitest'
import { canonicalHost, hostKind } from './host-kinds.ts'
import { DROP_SITES, isHomeLine, SHORTENERS } from './host-lists.ts'

describe('hosts: where they lie, in every spelling', () => {
  it.each([
    ['169.254.169.254', 'metadata'],
    ['0251.254.169.254', 'metadata'],
    ['169.16689662', 'metadata'],
    ['0xa9.0xfe.43518', 'metadata'],
    ['①⑥⑨.②⑤④.①⑥⑨.②⑤④', 'metadata'],
    ['169。254。169。254', 'metadata'],
    ['0:0:0:0:0:ffff:169.254.169.254', 'metadata'],
    ['::ffff:a9fe:a9fe', 'metadata'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['2002:a9fe:a9fe::1', 'metadata'],
    ['fd00:0ec2:0:0:0:0:0:254', 'metadata'],
    ['a9fea9fe.nip.io', 'metadata'],
    ['x-169-254-169-254.sslip.io', 'metadata'],
    ['metadata.google.internal.', 'metadata'],
    ['metadata.packet.net', 'metadata'],
    ['169.254.0.23', 'metadata'],
    ['169.254.7.7', 'private'],
    ['0300.0250.1.1', 'private'],
    ['64:ff9b::a00:1', 'private'],
    ['c0a80101.nip.io', 'private'],
    ['0:0:0:0:0:0:0:1', 'local'],
    ['::ffff:127.0.0.1', 'local'],
    ['2606:4700::1111', 'public'],
    ['metadata.example.com', 'public'],
    ['deadbeef.example.com', 'public'],
    ['nip.io', 'public'],
  ])('%s is %s', (host, kind) => {
    expect(hostKind(host)).toBe(kind)
  })

  it('answers an address of any spelling in one', () => {
    expect(canonicalHost('2001:0db8:0:0:1:0:0:1')).toBe('2001:db8::1:0:0:1')
    expect(canonicalHost('1:2:3:4:5:6:7:8')).toBe('1:2:3:4:5:6:7:8')
    expect(canonicalHost(':::')).toBe(':::')
  })
})

describe('hosts: lists', () => {
  it.each(['abc.lhr.life', 'bpa.st', 'x.oast.fun', 'files.catbox.moe', 'a.b.trycloudflare.com'])(
    '%s is a drop site',
    (host) => {
      expect(DROP_SITES.has(host)).toBe(true)
    },
  )
  it.each(['ngrok.com', 'developers.cloudflare.com', 'mypastebin.com', 'catbox.moe.example.com'])(
    '%s is none',
    (host) => {
      expect(DROP_SITES.has(host)).toBe(false)
    },
  )
  it('knows lines at home by their provider, not the provider itself', () => {
    expect(isHomeLine('cellar.duckdns.org')).toBe(true)
    expect(isHomeLine('www.duckdns.org')).toBe(false)
    expect(isHomeLine('duckdns.org')).toBe(false)
    expect(SHORTENERS.has('dub.sh')).toBe(true)
    expect(SHORTENERS.has('dub.co')).toBe(false)
  })
})
