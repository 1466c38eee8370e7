import { expect, test } from 'vitest'
import type { GrantForm } from '../../shared/bouncer/grants.ts'
import { draftOf, firstChoice, isComplete, withField } from './grant-draft.ts'

const forms: GrantForm[] = [
  { rule: 'network.upload', pattern: { network: { host: 'api.test', direction: 'upload' } } },
  { rule: 'write.home', pattern: { write: { path: ['~/a', '~/b'], append: true } } },
]

test('the first choice is the narrowest that there is', () => {
  expect(firstChoice({ forms, onceOnly: null }, 'session').reach).toBe('form')
  expect(firstChoice({ forms: null, onceOnly: null }, 'session').reach).toBe('exact')
})

test('a session ends by itself, a project at the chosen time', () => {
  const choice = firstChoice({ forms, onceOnly: null }, 'session')
  expect(draftOf({ ...choice, lasts: 'hour' }).lastsMs).toBeNull()
  expect(draftOf({ ...choice, scope: 'project', lasts: 'hour' }).lastsMs).toBe(3_600_000)
  expect(draftOf({ ...choice, scope: 'everywhere', lasts: 'open' }).lastsMs).toBeNull()
})

test('a changed text changes that place alone', () => {
  const field = { name: 'path', at: 1, text: '~/b' }
  const after = withField(forms, { form: 1, field }, '~/b/**')
  expect(after[1]?.pattern).toEqual({ write: { path: ['~/a', '~/b/**'], append: true } })
  expect(after[0]).toEqual(forms[0])
  const host = { name: 'host', at: 0, text: 'api.test' }
  expect(withField(forms, { form: 0, field: host }, '*.test')[0]?.pattern).toEqual({
    network: { host: '*.test', direction: 'upload' },
  })
})

test('an emptied text cannot be given, an exact call can', () => {
  const choice = firstChoice({ forms, onceOnly: null }, 'session')
  const field = { name: 'host', at: 0, text: 'api.test' }
  const emptied = { ...choice, forms: withField(forms, { form: 0, field }, '') }
  expect(isComplete(choice)).toBe(true)
  expect(isComplete(emptied)).toBe(false)
  expect(isComplete({ ...emptied, reach: 'exact' })).toBe(true)
})
