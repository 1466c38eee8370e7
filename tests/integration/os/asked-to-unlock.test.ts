import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
import {
  type Command,
  fromCheckout,
  has,
  type KeyringHome,
  keyringHome,
  sessionsMs,
  whyNoKeyring,
} from './keyring-session.ts'

const lacking = ['dbus-monitor', 'secret-tool'].filter((one) => !has(one))
const whyNot =
  whyNoKeyring || (lacking.length > 0 ? `(not run: without ${lacking.join(', ')})` : '')

const key = { name: 'anthropic-api-key', testFirst: false } as const

let place: KeyringHome
beforeEach(async () => {
  place = await keyringHome()
})
afterEach(() => place.remove())

/** The same command with everything written down that asks the person to unlock; without a display each such question counts as dismissed. */
function watched(command: Command): Command {
  const watch = `dbus-monitor --session "interface='org.freedesktop.Secret.Prompt'"`
  const script = `${watch} > prompts 2>/dev/null & sleep 1; exec "$@"`
  return ['bash', '-c', script, 'watched', ...command]
}

async function prompts(): Promise<number> {
  const seen = await readFile(join(place.folder, 'prompts'), 'utf8')
  return seen.match(/member=Prompt$/gm)?.length ?? 0
}

const stored = async () => {
  const search = ['search', '--all', 'service', brand.keychainService] as const
  const { printed } = await place.run('open', ['secret-tool'], search)
  return [...printed.matchAll(/attribute\.account = (\S+)/g)].map(([, account]) => account).sort()
}

describe(`who is asked to unlock a keyring ${whyNot}`, { timeout: sessionsMs }, () => {
  test.skipIf(whyNot)(
    'nobody by commands that look, once by those that need it, again in the app when the person acts',
    async () => {
      const first = await place.serve('open')
      await first.client.ask('credentials.store', { ...key, secret: 'sk-ant-first-oldoldold' })
      await first.stop()

      const run = async (...args: readonly string[]) => {
        const ended = await place.run('locked', watched(fromCheckout), args)
        return { code: ended.code, prompts: await prompts() }
      }
      expect(await run('status')).toEqual({ code: 0, prompts: 0 })
      expect(await run('audit', 'verify')).toEqual({ code: 0, prompts: 0 })
      expect(await run('export', '--out', join(place.folder, 'all.zip'))).toEqual({
        ...{ code: 0, prompts: 1 },
      })
      expect(await run('erase', '--owner', 'settings', '--yes')).toEqual({ code: 0, prompts: 1 })

      const app = await place.serve('locked', { command: watched(fromCheckout) })
      for (let times = 0; times < 3; times += 1) await app.client.ask('credentials.list', {})
      expect(await prompts()).toBe(1)
      const tested = await app.client.call('credentials.test', { name: key.name })
      expect(tested).toMatchObject({ ok: false, error: { code: 'credentials.test-locked' } })
      const next = { ...key, secret: 'sk-ant-second-newnewnew' }
      expect(await app.client.call('credentials.store', next)).toMatchObject({
        ...{ ok: false, error: { code: 'credentials.locked' } },
      })
      await app.client.ask('credentials.list', {})
      expect(await prompts()).toBe(3)
      await app.stop()

      // A key stays that could not be removed, which makes it a failure.
      expect(await run('erase', '--everything', '--yes')).toEqual({ code: 1, prompts: 1 })
    },
  )

  test.skipIf(whyNot)('commands that look leave nothing in a keyring', async () => {
    const app = await place.serve('absent')
    await app.stop()
    expect(await place.run('open', fromCheckout, ['status'])).toMatchObject({ code: 0 })
    expect(await place.run('open', fromCheckout, ['audit', 'verify'])).toMatchObject({ code: 0 })
    expect(await stored()).toEqual([])
    const signing = await place.serve('open')
    await signing.stop()
    expect(await stored()).toEqual([
      'audit-head-key',
      expect.stringMatching(/^audit-signed-\w{16}$/),
    ])
  })
})
