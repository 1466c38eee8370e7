import { describe, expect, test } from 'vitest'
import { guardTarget, holdsSecrets, patternMayHoldSecrets } from './sensitive-paths.ts'

const home = '/home/dev'

/** `~` is the home, other relative paths lie in the project. */
function absolute(path: string): string {
  if (path.startsWith('~')) return home + path.slice(1)
  return path.startsWith('/') ? path : `${home}/project/${path}`
}

const secret = [
  '~/.ssh/id_rsa',
  '~/.ssh/id_ed25519.backup',
  '~/.ssh/work_key',
  '~/.aws/credentials',
  '.env',
  '.env.local',
  '.env.production',
  '.envrc',
  'prod.env',
  '.env.bak',
  '~/.netrc',
  '~/.config/gh/hosts.yml',
  '~/.docker/config.json',
  '~/.kube/config',
  '~/.npmrc',
  'certs/server.key',
  'key.pem',
  'privkey.pem',
  '/etc/shadow',
  '/proc/self/environ',
  '/proc/1/environ',
  '~/.bash_history',
  '~/.zsh_history',
  '~/.mysql_history',
  '~/.gnupg/private-keys-v1.d/x.key',
  '~/.mozilla/firefox/x.default/logins.json',
  '~/.config/google-chrome/Default/Cookies',
  '~/.config/google-chrome/Default/Login Data',
  'vault.kdbx',
  'release.jks',
  'terraform.tfstate',
  'service-account.json',
  'my-service-account-key.json',
  'firebase-adminsdk.json',
  'app-firebase-adminsdk-x1.json',
  '~/.pgpass',
  '~/.my.cnf',
  '~/.config/rclone/rclone.conf',
  '~/.boto',
  '~/.vault-token',
  '~/Library/Keychains/login.keychain-db',
  '~/.local/share/keyrings/login.keyring',
  '/run/secrets/db',
  '/var/run/secrets/kubernetes.io/serviceaccount/token',
  'config/master.key',
  'config/credentials.json',
  'secrets.yaml',
  '.git-credentials',
  '~/.config/gcloud/application_default_credentials.json',
  '~/.azure/accessTokens.json',
  '~/.cargo/credentials.toml',
  '~/.m2/settings.xml',
  '~/.gradle/gradle.properties',
  '~/.config/op/config',
  '~/.electrum/wallets/default_wallet',
  '~/.bitcoin/wallet.dat',
  '~/.config/solana/id.json',
  '~/.ssh',
  '~/.aws',
  '/etc/kubernetes/admin.conf',
  '/root/.ssh/id_rsa',
  '~/.claude/.credentials.json',
  '~/.codex/auth.json',
  'secrets/db_password.txt',
  'passwords.txt',
  '.htpasswd',
  '.pypirc',
  '~/.SSH/ID_RSA',
  '~/.config/sops/age/keys.txt',
  '~/.password-store/x.gpg',
  '.secrets/token',
]

/** Public halves, examples, code and settings. */
const ordinary = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.test',
  'src/env.ts',
  'src/credentials.ts',
  'src/secrets/index.ts',
  '~/.ssh/id_rsa.pub',
  '~/.ssh/known_hosts',
  '~/.ssh/config',
  'README.md',
  'package.json',
  '.npmrc',
  'tests/fixtures/server.key',
  'test/fixtures/key.pem',
  'certs/ca.pem',
  'cacert.pem',
  'cert.pem',
  'fullchain.pem',
  'public.pem',
  'server.crt',
  'docs/secrets.md',
  'src/cookies.ts',
  'src/history.ts',
  'src/auth.json.ts',
  'nodesource.gpg.key',
  'tsconfig.json',
  '.github/workflows/ci.yml',
  'src/keys.ts',
  'environment.ts',
  'src/environments/environment.prod.ts',
  'next-env.d.ts',
  '/proc/cpuinfo',
  '/etc/hosts',
  '/etc/passwd',
  '/etc/os-release',
  'docker-compose.yml',
  '.dockerignore',
  '~/.bashrc',
  '~/.gitconfig',
  'locales/en.json',
  'src/hooks/use-secret.tsx',
  'app/models/credential.rb',
  'tokens.css',
  'design-tokens.json',
  '.vscode/settings.json',
  '.eslintrc.json',
  '~/.cache/pip',
  '~/.config/nvim/init.lua',
  'keymap.json',
]

describe('paths', () => {
  test.each(secret)('%s holds secrets', (path) => {
    expect(holdsSecrets(absolute(path), home)).toBe(true)
  })

  test.each(ordinary)('%s is ordinary', (path) => {
    expect(holdsSecrets(absolute(path), home)).toBe(false)
  })

  test.each(['.e*', '.env*', 'id_*', '.ssh/id_*', 'certs/*'])('%s may match a secret', (glob) => {
    expect(patternMayHoldSecrets(absolute(glob), home)).toBe(true)
  })

  test.each(['src/*', '*.ts', 'docs/*.md'])('%s matches no secret', (glob) => {
    expect(patternMayHoldSecrets(absolute(glob), home)).toBe(false)
  })

  test('settings of agents belong to the guard', () => {
    expect(guardTarget('/home/dev/project/.mcp.json')).not.toBeNull()
    expect(guardTarget('/home/dev/project/src/mcp.json')).toBeNull()
  })
})
