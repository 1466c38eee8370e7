import { describe, expect, test } from 'vitest'
import { secret } from '../../../shared/kit/secret.ts'
import { createKeychain, type KeychainBackend } from './keychain.ts'
import type { SecretService } from './secret-service.ts'

const name = 'anthropic-api-key'

/** A keyring in memory that answers the way libsecret and the Secret Service do, and counts whom it asked to unlock it. */
function memoryKeyring() {
  const entries = new Map<string, string>()
  const state = { isLocked: false, prompts: 0, personUnlocks: false }
  const prompt = () => {
    state.prompts += 1
    if (state.personUnlocks) state.isLocked = false
  }
  const backend: KeychainBackend = {
    async getPassword(_group, account) {
      if (state.isLocked && entries.has(account)) prompt()
      return state.isLocked ? null : (entries.get(account) ?? null)
    },
    async setPassword(_group, account, password) {
      if (state.isLocked) prompt()
      if (state.isLocked) throw new Error('Cannot create an item in a locked collection')
      entries.set(account, password)
    },
    deletePassword: async (_group, account) => !state.isLocked && entries.delete(account),
  }
  const secretService: SecretService = {
    async look(account, searches) {
      if (!state.isLocked) {
        const entry = entries.has(account) ? 'readable' : 'absent'
        return { status: 'seen', keyring: 'open', entry }
      }
      const found = entries.has(account) ? 'locked' : 'absent'
      const entry = searches === 'locked-too' ? found : 'unknown'
      return { status: 'seen', keyring: 'locked', entry }
    },
  }
  return { backend, secretService, state, entries, load: async () => backend }
}

describe('the four answers', () => {
  test('ok, missing and locked are told apart, and nothing is written to tell', async () => {
    const { state, entries, ...keyring } = memoryKeyring()
    const keychain = createKeychain(keyring)
    expect(await keychain.get(name)).toEqual({ status: 'missing' })
    expect([...entries]).toEqual([])
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
    const absent = createKeychain({
      load: () => Promise.reject(new Error('no such module')),
      secretService: { look: async () => ({ status: 'unseen', detail: 'no bus' }) },
    })
    expect(await absent.get(name)).toEqual({ status: 'unavailable', detail: 'no such module' })
    expect(await absent.set(name, secret('x'))).toBe('unavailable')
    expect(await absent.remove(name)).toBe('unavailable')
  })
})

describe('a question nobody answers', () => {
  test('counts as locked after its time, and holds no second thread meanwhile', async () => {
    let asked = 0
    const gate = Promise.withResolvers<string | null>()
    const { backend, secretService, entries } = memoryKeyring()
    entries.set(name, 'late')
    const slow: KeychainBackend = {
      ...backend,
      getPassword() {
        asked += 1
        return gate.promise
      },
    }
    const keychain = createKeychain({ load: async () => slow, secretService, timeoutMs: 20 })
    expect(await keychain.get(name)).toEqual({ status: 'locked' })
    expect(await keychain.get(name)).toEqual({ status: 'locked' })
    expect(asked).toBe(1)
    gate.resolve('late')
    await gate.promise
    await new Promise((resolve) => setImmediate(resolve))
    expect((await keychain.get(name)).status).toBe('ok')
  })
})

describe('who is asked to unlock', () => {
  test('the person, once; after a refusal again only when they act', async () => {
    const { state, entries, ...keyring } = memoryKeyring()
    entries.set(name, 'k-1')
    state.isLocked = true
    const keychain = createKeychain(keyring)
    for (let times = 0; times < 3; times += 1) {
      expect(await keychain.get(name)).toEqual({ status: 'locked' })
      expect(await keychain.get('audit-head-key')).toEqual({ status: 'locked' })
      expect(await keychain.set(name, secret('k-2'))).toBe('locked')
      expect(await keychain.remove(name)).toBe('locked')
    }
    expect(state.prompts).toBe(1)
    keychain.personActs()
    expect(await keychain.remove(name)).toBe('locked')
    expect(await keychain.get(name)).toEqual({ status: 'locked' })
    expect(state.prompts).toBe(2)
    state.personUnlocks = true
    expect(await keychain.get(name)).toEqual({ status: 'locked' })
    keychain.personActs()
    expect((await keychain.get(name)).status).toBe('ok')
    expect(state.prompts).toBe(3)
  })

  test('nobody for an entry that is not there', async () => {
    const { state, ...keyring } = memoryKeyring()
    state.isLocked = true
    expect(await createKeychain(keyring).get(name)).toEqual({ status: 'locked' })
    expect(state.prompts).toBe(0)
  })

  test('nobody by what only looks, and what is open is read', async () => {
    const { state, entries, ...keyring } = memoryKeyring()
    entries.set(name, 'k-1')
    const keychain = createKeychain({ ...keyring, asks: 'never' })
    expect((await keychain.get(name)).status).toBe('ok')
    state.isLocked = true
    keychain.personActs()
    expect(await keychain.get(name)).toEqual({ status: 'locked' })
    expect(await keychain.set(name, secret('k-2'))).toBe('locked')
    expect(state.prompts).toBe(0)
  })

  test('what was opened elsewhere is read after a refusal', async () => {
    const { state, entries, ...keyring } = memoryKeyring()
    entries.set(name, 'k-1')
    state.isLocked = true
    const keychain = createKeychain(keyring)
    await keychain.get(name)
    state.isLocked = false
    expect((await keychain.get(name)).status).toBe('ok')
  })

  test('where nothing can be looked at, the question itself tells, once', async () => {
    let asked = 0
    const { backend } = memoryKeyring()
    const refusing: KeychainBackend = {
      ...backend,
      async getPassword() {
        asked += 1
        throw new Error('User interaction is not allowed.')
      },
    }
    const keychain = createKeychain({ load: async () => refusing, secretService: null })
    expect(await keychain.get(name)).toEqual({ status: 'locked' })
    expect(await keychain.get(name)).toEqual({ status: 'locked' })
    expect(asked).toBe(1)
  })

  test('a bus that cannot be asked is not taken for an empty keychain', async () => {
    const { load } = memoryKeyring()
    const secretService: SecretService = {
      look: async () => ({ status: 'unseen', detail: 'the session bus hung up' }),
    }
    expect(await createKeychain({ load, secretService }).get(name)).toEqual({ status: 'locked' })
    const looking = createKeychain({ load, secretService, asks: 'never' })
    expect(await looking.get(name)).toMatchObject({ status: 'unavailable' })
  })
})

test('a secret is never printed', async () => {
  const keychain = createKeychain(memoryKeyring())
  await keychain.set(name, secret('k-very-secret'))
  expect(JSON.stringify(await keychain.get(name))).not.toContain('very-secret')
})
