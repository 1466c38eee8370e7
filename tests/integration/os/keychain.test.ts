import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { hasKeytar, whyNoKeyring } from './keyring-session.ts'

const run = promisify(execFile)
const module = join(import.meta.dirname, '..', '..', '..', 'main', 'os', 'node', 'keychain.ts')
const secretModule = join(import.meta.dirname, '..', '..', '..', 'shared', 'kit', 'secret.ts')

const steps = `
  const { createKeychain } = await import(process.argv[1])
  const { secret } = await import(process.argv[2])
  const keychain = createKeychain({ timeoutMs: 8000 })
  const name = 'anthropic-api-key'
  const show = (answer) => answer.status === 'ok' ? 'ok ' + answer.value.expose() : answer.status ?? answer
  const said = []
  said.push(show(await keychain.get(name)))
  said.push(await keychain.set(name, secret('s-ü-1')))
  said.push(show(await keychain.get(name)))
  said.push(await keychain.set(name, secret('s-2')))
  said.push(show(await keychain.get(name)))
  if (process.argv[3] !== 'keep') said.push(await keychain.remove(name), show(await keychain.get(name)))
  process.stdout.write(said.join(', '))
`

/** Runs the steps in a session of its own with its own keyring. */
async function inSession(home: string, unlock: boolean, mode = 'remove'): Promise<string> {
  const start = unlock
    ? 'printf test-password | gnome-keyring-daemon --unlock --components=secrets'
    : 'gnome-keyring-daemon --start --components=secrets'
  const script = `${start} >/dev/null 2>&1; sleep 1; exec "$@"`
  const node = [process.execPath, '--input-type=module', '-e', steps, module, secretModule, mode]
  const { stdout } = await run('dbus-run-session', ['--', 'bash', '-c', script, 'steps', ...node], {
    env: { PATH: '/usr/bin:/bin', HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: home },
    timeout: 40_000,
  })
  return stdout
}

describe(`the system’s keyring ${whyNoKeyring}`, () => {
  test.skipIf(whyNoKeyring)(
    'keeps, gives and removes; locked and missing are told apart',
    async () => {
      const home = await mkdtemp(join(tmpdir(), 'keyring-'))
      expect(await inSession(home, true)).toBe('missing, ok, ok s-ü-1, ok, ok s-2, ok, missing')
      expect(await inSession(home, true, 'keep')).toBe('missing, ok, ok s-ü-1, ok, ok s-2')
      const locked = await inSession(home, false)
      expect(locked).toBe('locked, locked, locked, locked, locked, locked, locked')
      expect(await inSession(home, true, 'keep')).toMatch(/^ok s-2, /)
    },
  )

  test.skipIf(!hasKeytar)('without a session bus it is unavailable at once', async () => {
    const home = await mkdtemp(join(tmpdir(), 'keyring-'))
    const args = ['--input-type=module', '-e', steps, module, secretModule]
    const env = { PATH: '/usr/bin:/bin', HOME: home }
    const { stdout } = await run(process.execPath, args, { env, timeout: 20_000 })
    const all = Array.from({ length: 7 }, () => 'unavailable')
    expect(stdout).toBe(all.join(', '))
  })
})
