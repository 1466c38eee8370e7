import { describe, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
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
