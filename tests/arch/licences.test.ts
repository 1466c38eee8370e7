import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  collectLicences,
  commandLicences,
  isPermissive,
  shownLicences,
} from '../../tooling/licences.mjs'

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
        'Node.js',
        'Chromium in Electron',
        '@fontsource-variable/jetbrains-mono',
      ]),
    )
    expect(names).not.toContain('vitest')
  })

  test('Node.js and Electron stand there with their own licences, not with those of what fetches them', () => {
    const textOf = (name: string) =>
      licences.texts[licences.packages.find((one) => one.name === name)?.text ?? -1] ?? ''
    for (const part of ['Copyright Node.js contributors', 'V8', 'OpenSSL', 'ICU']) {
      expect(textOf('Node.js')).toContain(part)
    }
    expect(textOf('electron')).toContain('Copyright (c) Electron contributors')
    expect(textOf('Chromium in Electron')).toContain('LICENSES.chromium.html')
    expect(licences.packages.map(({ name }) => name)).not.toContain('node')
  })

  test('the licence of Node.js is that of the pinned one', (context) => {
    const name = `node-${process.platform}-${process.arch}`
    const shipped = `node_modules/node/node_modules/${name}/LICENSE`
    if (!existsSync(shipped)) context.skip(`${shipped} is not here; npm may move its program out`)
    const kept = readFileSync('tooling/licences/node.txt', 'utf8')
    expect(kept).toBe(readFileSync(shipped, 'utf8'))
  })

  test('what lies beside the command names all that is in it, and nothing of the desktop', () => {
    const text = commandLicences()
    for (const part of ['This program (Apache-2.0)', 'Node.js 24', 'zod ', 'yazl ', 'react ']) {
      expect(text).toContain(part)
    }
    expect(text).not.toMatch(/^(?:electron |Chromium)/m)
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
