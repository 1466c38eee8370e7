import { expect, test } from 'vitest'
import { purseOf } from './interactive.ts'

test.each([
  [{ loggedIn: false, authMethod: 'none' }, { kind: 'none' }],
  [
    { loggedIn: true, authMethod: 'api_key', apiKeySource: 'ANTHROPIC_API_KEY' },
    { kind: 'api-key', source: 'ANTHROPIC_API_KEY' },
  ],
  [
    { loggedIn: true, authMethod: 'claude.ai', subscriptionType: 'max' },
    { kind: 'subscription', plan: 'max' },
  ],
  [
    { loggedIn: true, authMethod: 'claude.ai' },
    { kind: 'subscription', plan: null },
  ],
  [
    { loggedIn: true, authMethod: 'third_party', apiProvider: 'bedrock' },
    { kind: 'other', method: 'bedrock' },
  ],
  [{ loggedIn: true, authMethod: 'x\u001b[31m' }, { kind: 'unknown' }],
  [{ loggedIn: 'yes' }, { kind: 'unknown' }],
])('whose purse: %j', (status, purse) => {
  expect(purseOf(JSON.stringify(status))).toEqual(purse)
})

test('prose is no answer', () => {
  expect(purseOf('You are logged in.')).toEqual({ kind: 'unknown' })
})
