import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { collectLicences, isPermissive, shownLicences } from '../../tooling/licences.mjs'

describe('licences of what is shipped', () => {
  const { licences, problems } = collectLicences()

  test('every one is permissive and carries its text', () => {
    expect(problems).toEqual([])
    expect(licences.packages.every(({ text }) => (licences.texts[text] ?? '').length > 100)).toBe(
      true,
    )
  })

  test('packages that the app imports are among them', () => {
    const names = licences.packages.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        'react',
        'zod',
        'ws',
        'unbash',
        'yazl',
        'electron',
        '@fontsource-variable/jetbrains-mono',
      ]),
    )
    expect(names).not.toContain('vitest')
  })

  test('the app shows them as they are now (otherwise: node tooling/licences.mjs)', (context) => {
    if (!existsSync('node_modules/keytar')) {
      context.skip('keytar is optional and is not installed here, so its licences cannot be read')
    }
    expect(shownLicences()).toEqual(licences)
  })

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['(MIT AND GPL-3.0-only)', false],
    ['GPL-3.0-only', false],
    ['MPL-2.0', false],
    ['UNLICENSED', false],
    ['unknown', false],
  ])('%s may be shipped: %s', (expression, expected) => {
    expect(isPermissive(expression)).toBe(expected)
  })
})
