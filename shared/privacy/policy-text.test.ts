import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { policy } from './policy-text.ts'

const source = readFileSync(new URL('../../PRIVACY.md', import.meta.url), 'utf8')

it('is PRIVACY.md word for word (otherwise: node tooling/policy.mjs)', () => {
  expect(policy.text).toBe(source)
  expect(source).toContain(`\nVersion ${policy.version}, ${policy.date}\n`)
})
