import { expect, test } from 'vitest'
import { type Secret, secret } from '../../shared/kit/secret.ts'
import type { Caller } from '../kit/handlers.ts'
import type { Keychain } from '../kit/keychain.ts'
import { createCredentials } from './index.ts'

const caller: Caller = { wire: 'ipc', role: 'owner', name: 'test' }
const name = 'anthropic-api-key' as const
const key = 'sk-ant-api03-abcdefgh'

function keychainThatIs(state: 'ok' | 'locked' | 'unavailable') {
  let held: Secret | null = null
  const store: Keychain = {
    async get() {
      if (state === 'unavailable') return { status: 'unavailable', detail: 'No keychain here.' }
      if (state === 'locked') return { status: 'locked' }
      return held ? { status: 'ok', value: held } : { status: 'missing' }
    },
    async set(_name, value) {
      if (state === 'ok') held = value
      return state
    },
    async remove() {
      if (state === 'ok') held = null
      return state
    },
  }
  return store
}

function credentialsOver(store: Keychain) {
  const announced: unknown[] = []
  const credentials = createCredentials({
    keychain: store,
    announce: (event, payload) => announced.push([event, payload]),
  })
  return { credentials, announced }
}

test('a stored key can be read by features and is never in an answer or event', async () => {
  const { credentials, announced } = credentialsOver(keychainThatIs('ok'))
  const stored = await credentials.handlers['credentials.store'](
    { name, secret: ` ${key}\n` },
    caller,
  )
  expect(stored).toMatchObject({ ok: true, value: { status: 'stored', where: 'keychain' } })
  expect((await credentials.read(name))?.expose()).toBe(key)
  const listed = await credentials.handlers['credentials.list']({}, caller)
  expect(JSON.stringify([stored, listed, announced])).not.toContain(key)
})

test('a locked keychain stores nothing and says so', async () => {
  const { credentials } = credentialsOver(keychainThatIs('locked'))
  const stored = await credentials.handlers['credentials.store']({ name, secret: key }, caller)
  expect(stored).toMatchObject({ ok: false, error: { code: 'credentials.locked' } })
  expect(await credentials.read(name)).toBeNull()
})

test('without a keychain the key is kept in memory only, and the status says why', async () => {
  const { credentials } = credentialsOver(keychainThatIs('unavailable'))
  await credentials.handlers['credentials.store']({ name, secret: key }, caller)
  expect(await credentials.list()).toEqual([
    { name, status: 'stored', where: 'memory', detail: 'No keychain here.' },
  ])
  const removed = await credentials.handlers['credentials.remove']({ name }, caller)
  expect(removed).toMatchObject({ ok: true, value: { status: 'unavailable', where: 'nowhere' } })
})

test('something that is no key is refused before it reaches the keychain', async () => {
  const { credentials } = credentialsOver(keychainThatIs('ok'))
  const stored = await credentials.handlers['credentials.store']({ name, secret: 'hello' }, caller)
  expect(stored).toMatchObject({ ok: false, error: { code: 'credentials.malformed' } })
})

test('an erase removes the keys and an export never contains one', async () => {
  const { credentials } = credentialsOver(keychainThatIs('ok'))
  await credentials.handlers['credentials.store']({ name, secret: key }, caller)
  for await (const held of credentials.dataOwner.export()) expect(await held.read()).toBeNull()
  expect(await credentials.dataOwner.erase()).toEqual([{ path: `keychain/${name}`, bytes: 0 }])
  expect(await credentials.read(name)).toBeNull()
  expect(String(secret(key))).not.toContain(key)
})
