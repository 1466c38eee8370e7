import { relative } from 'node:path'
import { expect, test } from 'vitest'
import { policy } from '../../shared/privacy/policy-text.ts'
import { placesIn } from './places.ts'

test('the policy names every place of the home, and what privacy and the record keep', () => {
  const { desktop: _desktop, logs: _logs, ...files } = placesIn('/home')
  const places = Object.values(files).map((path) => relative('/home', path))
  const others = ['desktop/privacy.json', 'logs/bouncer-audit.head.json', 'policies/', 'guard/']
  for (const place of [...places, ...others]) expect(policy.text).toContain(`\`${place}`)
})
