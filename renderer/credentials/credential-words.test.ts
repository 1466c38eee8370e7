import { expect, test } from 'vitest'
import type { CredentialStatus } from '../../shared/credentials/model.ts'
import { credentialWords } from './credential-words.ts'

const of = (status: CredentialStatus['status'], where: CredentialStatus['where'] = 'nowhere') =>
  ({ name: 'anthropic-api-key', status, where, detail: '', storedAt: null, usedAt: null }) as const

test('each state has its own mark and word', () => {
  const states = [
    of('stored', 'keychain'),
    of('stored', 'memory'),
    of('missing'),
    of('locked'),
    of('unavailable'),
  ].map(credentialWords)
  expect(new Set(states.map(({ mark }) => mark)).size).toBe(5)
  expect(new Set(states.map(({ words }) => words)).size).toBe(5)
  expect(credentialWords(of('stored', 'file')).words).toContain('file')
})
