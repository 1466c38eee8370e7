import { expect, test } from 'vitest'
import { secretKindOf } from './secret-kind.ts'

test.each([
  ['/home/mira/.aws/credentials', 'aws'],
  ['/home/mira/work/laws/.env', 'dotenv'],
  ['/home/mira/work/atlas/.env.local', 'dotenv'],
  ['/home/mira/.ssh/id_ed25519', 'ssh'],
  ['/home/mira/.npmrc', 'npm'],
  ['/home/mira/.config/gh/hosts.yml', 'github'],
  ['/home/mira/.config/gcloud/credentials.db', 'google'],
  ['/home/mira/.config/google-chrome/Default/Cookies', 'browser'],
  ['/home/mira/.kube/config', 'kubernetes'],
  ['/home/mira/.docker/config.json', 'docker'],
  ['/home/mira/.netrc', 'git'],
  ['/home/mira/.gnupg/secring.gpg', 'pgp'],
  ['/home/mira/work/atlas/server.key', 'key'],
  ['/home/mira/.pgpass', 'database'],
  ['/home/mira/.bash_history', 'history'],
  ['/home/mira/work/atlas/secrets/one', 'other'],
])('%s is %s', (name, kind) => {
  expect(secretKindOf({ kind: 'file', name })).toBe(kind)
})

test.each([
  ['AWS_SECRET_ACCESS_KEY', 'aws'],
  ['GITHUB_TOKEN', 'github'],
  ['GH_TOKEN', 'github'],
  ['NPM_TOKEN', 'npm'],
  ['DB_PASSWORD', 'database'],
  ['ANTHROPIC_API_KEY', 'anthropic'],
  ['token', 'other'],
])('the variable %s is %s', (name, kind) => {
  expect(secretKindOf({ kind: 'variable', name })).toBe(kind)
})

test('all variables are a kind of their own', () => {
  expect(secretKindOf({ kind: 'environment', name: '' })).toBe('environment')
})
