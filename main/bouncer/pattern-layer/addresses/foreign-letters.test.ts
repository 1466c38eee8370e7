import { domainToASCII } from 'node:url'
import { describe, expect, it } from 'vitest'
import { hasImitatingLetters } from './foreign-letters.ts'
import { decodedLabel } from './punycode.ts'

const HONEST = [
  'bücher.de',
  'straße.example',
  'göteborg.se',
  'café.example.org',
  'łódź.pl',
  'malmö.se',
  'пример.рф',
  'правительство.рф',
  'яндекс.рф',
  'παράδειγμα.ελ',
  '例え.jp',
  'ドメイン名例.jp',
  '中文网.中国',
  '한국.kr',
  'موقع.مصر',
]
const FALSE = [
  'gооgle.com',
  'gοοgle.com',
  'pаypal.com',
  'аррӏе.com',
  'githüb.com',
  'gíthub.example',
  'ｇithub.com',
  'ɡithub.com',
  'example。com',
  'git\u200Bhub.com',
  'apple.соm',
  'micrоsoft.com',
  'bücherбуки.de',
]

describe('letters that imitate others', () => {
  it.each(HONEST)('lets %s be', (host) => {
    expect(hasImitatingLetters(host)).toBe(false)
    expect(hasImitatingLetters(domainToASCII(host))).toBe(false)
  })
  it.each(FALSE)('sees %s', (host) => expect(hasImitatingLetters(host)).toBe(true))
  it.each(['gооgle.com', 'pаypal.com', 'аррӏе.com', 'githüb.com'])('sees %s encoded', (host) =>
    expect(hasImitatingLetters(domainToASCII(host))).toBe(true),
  )
  it.each(['xn--', 'xn---', 'xn--99999999999', 'xn--a.com', `xn--${'z'.repeat(80)}`])(
    'takes %s for a trick',
    (host) => expect(hasImitatingLetters(host)).toBe(true),
  )
  it('reads Punycode', () => {
    expect(decodedLabel('bcher-kva')).toBe('bücher')
    expect(decodedLabel('80ak6aa92e')).toBe('аррӏе')
    expect(decodedLabel('fiqs8s')).toBe('中国')
    expect(decodedLabel('')).toBeNull()
  })
})
