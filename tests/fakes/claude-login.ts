import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes a home of a person who is signed in with Claude Code itself; nothing of the login is real. */
export function signIn(home: string, service: string | null): void {
  const folder = join(home, '.claude')
  mkdirSync(folder)
  const login = {
    ...{ accessToken: 'sk-ant-oat01-none', refreshToken: 'sk-ant-ort01-none' },
    ...{ expiresAt: Date.now() + 86_400_000, subscriptionType: 'max' },
    scopes: ['user:inference', 'user:profile'],
  }
  writeFileSync(join(folder, '.credentials.json'), JSON.stringify({ claudeAiOauth: login }))
  const env = service === null ? {} : { ANTHROPIC_BASE_URL: service }
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ env }))
}
