import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  heldBy,
  key,
  keychainThatIs,
  name,
  storeForEachTest,
  textOf,
} from '../../tests/fakes/credentials.ts'

const { folder, sealedPath, credentialsOver } = storeForEachTest()

describe('a key in a keychain that is out of reach', () => {
  test('is not passed for removed, nor forgotten, and goes when the keychain is back', async () => {
    const keychain = keychainThatIs('ok')
    const before = await credentialsOver(keychain)
    await before.ask.store(key)
    for (const [state, code] of [
      ['unavailable', 'credentials.remove-unreachable'],
      ['locked', 'credentials.remove-locked'],
    ] as const) {
      keychain.become(state)
      const { credentials, ask } = await credentialsOver(keychain)
      expect(await ask.remove()).toMatchObject({ ok: false, error: { code } })
      expect(await credentials.dataOwner.erase()).toEqual([])
      expect(await heldBy(credentials)).toEqual([`keychain/${name}`])
    }
    expect(keychain.holds()).toBe(key)
    keychain.become('ok')
    const { credentials } = await credentialsOver(keychain)
    expect(await credentials.read(name)).toEqual({ status: 'missing' })
    expect(keychain.holds()).toBeNull()
    expect(await heldBy(credentials)).toEqual([])
    expect(existsSync(join(folder(), 'names.json'))).toBe(false)
  })

  test.each(['memory', 'file'] as const)(
    'is remembered while another is kept in the %s, named by an erase, and never used again',
    async (where) => {
      const keychain = keychainThatIs('ok')
      await (await credentialsOver(keychain)).ask.store(key)
      keychain.become('unavailable')
      const away = await credentialsOver(keychain)
      if (where === 'file') await away.ask.makeFile('several plain words')
      await away.ask.store(`${key}-rotated`)
      expect(await heldBy(away.credentials)).toEqual([`keychain/${name}`, `${where}/${name}`])
      expect(await textOf(away.credentials)).toBe(`${key}-rotated`)

      keychain.become('ok')
      expect(await textOf(away.credentials)).toBe(`${key}-rotated`)
      expect(keychain.holds()).toBeNull()

      await away.ask.store(key)
      keychain.become('unavailable')
      await away.ask.store(`${key}-again`)
      const removed = [{ path: `${where}/${name}`, bytes: 0 }]
      expect(await away.credentials.dataOwner.erase()).toEqual(removed)
      expect(await heldBy(away.credentials)).toEqual([`keychain/${name}`])
    },
  )

  test('that was rotated away is not used after a restart in its place', async () => {
    const keychain = keychainThatIs('ok')
    await (await credentialsOver(keychain)).ask.store(key)
    keychain.become('unavailable')
    await (await credentialsOver(keychain)).ask.store(`${key}-rotated`)
    keychain.become('ok')
    const { credentials } = await credentialsOver(keychain)
    expect(await credentials.list()).toMatchObject([
      { status: 'missing', detail: 'It was kept in memory, until the app ended.' },
    ])
    expect(keychain.holds()).toBeNull()
  })

  test('may hold every name once the list of names is damaged', async () => {
    writeFileSync(
      join(folder(), 'names.json'),
      '{"format":"credential-names","version":2,"value":7}',
    )
    const { credentials, ask } = await credentialsOver(keychainThatIs('unavailable'))
    expect(await heldBy(credentials)).toEqual([`keychain/${name}`])
    const refused = { ok: false, error: { code: 'credentials.remove-unreachable' } }
    expect(await ask.remove()).toMatchObject(refused)
  })

  test('is known from a list of the version before', async () => {
    const value = { [name]: { where: 'keychain', storedAt: 1, usedAt: null } }
    const names = { format: 'credential-names', version: 1, value }
    writeFileSync(join(folder(), 'names.json'), JSON.stringify(names))
    const { credentials } = await credentialsOver(keychainThatIs('unavailable'))
    expect(await heldBy(credentials)).toEqual([`keychain/${name}`])
  })
})

test('a key in the file goes when the keychain has the new one, also while the file is closed', async () => {
  const keychain = keychainThatIs('unavailable')
  const first = await credentialsOver(keychain)
  await first.ask.makeFile('several plain words')
  await first.ask.store(key)
  await first.ask.closeFile()
  keychain.become('ok')
  await first.ask.store(`${key}-rotated`)
  expect(JSON.parse(readFileSync(sealedPath(), 'utf8')).value.secrets).toEqual([])
  expect(await heldBy(first.credentials)).toEqual([`keychain/${name}`])
})

test('a key in the file is removed without its passphrase', async () => {
  const { ask } = await credentialsOver(keychainThatIs('unavailable'))
  await ask.makeFile('several plain words')
  await ask.store(key)
  await ask.closeFile()
  expect(await ask.remove()).toMatchObject({ ok: true, value: { where: 'nowhere' } })
  expect(JSON.parse(readFileSync(sealedPath(), 'utf8')).value.secrets).toEqual([])
})

describe('a key that cannot be read', () => {
  test('says what stands in the way, and is there again when that is gone', async () => {
    const keychain = keychainThatIs('ok')
    const { credentials, ask, announced } = await credentialsOver(keychain)
    await ask.store(key)
    keychain.become('locked')
    expect(await credentials.read(name)).toEqual({ status: 'keychain-locked' })
    expect(await ask.test()).toMatchObject({ error: { code: 'credentials.test-locked' } })
    keychain.become('unavailable')
    const unreachable = { status: 'unreachable', detail: 'No keychain here.' }
    expect(await credentials.read(name)).toEqual(unreachable)
    expect(await ask.test()).toMatchObject({ error: { code: 'credentials.test-unreachable' } })
    keychain.become('ok')
    announced.length = 0
    expect(await textOf(credentials)).toBe(key)
    expect(announced).toContainEqual([
      'credentials.changed',
      expect.objectContaining({ status: 'stored' }),
    ])
  })

  test('in a closed file says so', async () => {
    const { credentials, ask } = await credentialsOver(keychainThatIs('unavailable'))
    await ask.makeFile('several plain words')
    await ask.store(key)
    await ask.closeFile()
    expect(await credentials.read(name)).toEqual({ status: 'file-closed' })
    expect(await ask.test()).toMatchObject({ error: { code: 'credentials.test-closed' } })
  })

  test('because there is none is another matter', async () => {
    const { credentials } = await credentialsOver(keychainThatIs('unavailable'))
    expect(await credentials.read(name)).toEqual({ status: 'missing' })
  })
})
