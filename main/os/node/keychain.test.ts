import { describe, expect, test } from 'vitest'
import { secret } from '../../../shared/kit/secret.ts'
import { createKeychain, type KeychainBackend } from './keychain.ts'

const name = 'anthropic-api-key'

/** A keychain in memory that can be locked the way libsecret answers when it is. */
function memoryBackend() {
  const entries = new Map<string, string>()
  const state = { isLocked: false }
  const backend: KeychainBackend = {
    getPassword: async (_group, account) =>
      state.isLocked ? null : (entries.get(account) ?? null),
    async setPassword(_group, account, password) {
      if (state.isLocked) throw new Error('Cannot create an item in a locked collection')
      entries.set(account, password)
    },
    deletePassword: async (_group, account) => !state.isLocked && entries.delete(account),
  }
  return { backend, state, entries }
}

describe('the four answers', () => {
  test('ok, missing and locked are told apart', async () => {
    const { backend, state } = memoryBackend()
    const keychain = createKeychain({ load: async () => backend })
    expect(await keychain.get(name)).toEqual({ status: 'missing' })
    expect(await keychain.set(name, secret('k-1'))).toBe('ok')
    const answer = await keychain.get(name)
    expect(answer.status === 'ok' && answer.value.expose()).toBe('k-1')
    state.isLocked = true
    expect(await keychain.get(name)).toEqual({ status: 'locked' })
    expect(await keychain.set(name, secret('k-2'))).toBe('locked')
    expect(await keychain.remove(name)).toBe('locked')
    state.isLocked = false
    expect(await keychain.remove(name)).toBe('ok')
    expect(await keychain.remove(name)).toBe('ok')
    expect(await keychain.get(name)).toEqual({ status: 'missing' })
  })

  test('no module and no session bus are unavailable, with the reason', async () => {
    const absent = createKeychain({ load: () => Promise.reject(new Error('no such module')) })
    expect(await absent.get(name)).toEqual({ status: 'unavailable', detail: 'no such module' })
    expect(await absent.set(name, secret('x'))).toBe('unavailable')
    expect(await absent.remove(name)).toBe('unavailable')
  })
})

describe('a question nobody answers', () => {
  test('counts as locked after its time, and holds no second thread meanwhile', async () => {
    let asked = 0
    const gate = Promise.withResolvers<string | null>()
    const { backend } = memoryBackend()
    const slow: KeychainBackend = {
      ...backend,
      getPassword() {
        asked += 1
        return gate.promise
      },
    }
    const keychain = createKeychain({ load: async () => slow, timeoutMs: 20 })
    expect(await keychain.get(name)).toEqual({ status: 'locked' })
    expect(await keychain.get(name)).toEqual({ status: 'locked' })
    expect(asked).toBe(1)
    gate.resolve('late')
    await gate.promise
    await new Promise((resolve) => setImmediate(resolve))
    expect((await keychain.get(name)).status).toBe('ok')
  })
})

test('a secret is never printed', async () => {
  const { backend } = memoryBackend()
  const keychain = createKeychain({ load: async () => backend })
  await keychain.set(name, secret('k-very-secret'))
  expect(JSON.stringify(await keychain.get(name))).not.toContain('very-secret')
})
