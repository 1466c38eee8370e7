import { expect, test } from 'vitest'
import type { CredentialStatus, CredentialStores } from '../../shared/credentials/model.ts'
import { credentialWords } from './credential-words.ts'
import { type KeyTarget, keyTarget } from './key-target.ts'

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

test('where a key would go is what the main process does with it', () => {
  const target = (
    keychain: CredentialStores['keychain'],
    file: CredentialStores['file'],
  ): KeyTarget => keyTarget({ keychain, file, detail: '' })
  for (const file of ['absent', 'closed', 'open', 'damaged'] as const) {
    expect(target('ready', file)).toBe('keychain')
    expect(target('locked', file)).toBe('locked-keychain')
  }
  expect(target('unavailable', 'open')).toBe('file')
  expect(target('unavailable', 'closed')).toBe('closed-file')
  expect(target('unavailable', 'absent')).toBe('memory')
  expect(target('unavailable', 'damaged')).toBe('memory')
})
