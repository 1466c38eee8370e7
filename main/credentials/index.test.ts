import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { secret } from '../../shared/kit/secret.ts'
import {
  key,
  keychainThatIs,
  name,
  storeForEachTest,
  textOf,
} from '../../tests/fakes/credentials.ts'

const { folder, sealedPath, credentialsOver } = storeForEachTest()

test('a stored key can be read by features and is never in an answer or event', async () => {
  const { credentials, announced, ask } = await credentialsOver(keychainThatIs('ok'))
  const stored = await ask.store(` ${key}\n`)
  expect(stored).toMatchObject({ ok: true, value: { status: 'stored', where: 'keychain' } })
  expect(await textOf(credentials)).toBe(key)
  expect(JSON.stringify([stored, await ask.list(), announced])).not.toContain(key)
  const [status] = await credentials.list()
  expect(status).toMatchObject({ storedAt: expect.any(Number), usedAt: expect.any(Number) })
  expect(filesHold(key)).toEqual([])
})

test('a locked keychain stores nothing, removes nothing and says so', async () => {
  const { credentials, ask } = await credentialsOver(keychainThatIs('locked'))
  expect(await ask.store(key)).toMatchObject({ ok: false, error: { code: 'credentials.locked' } })
  expect(await ask.remove()).toMatchObject({
    ok: false,
    error: { code: 'credentials.remove-locked' },
  })
  expect(await textOf(credentials)).toBeNull()
  expect(await credentials.stores()).toEqual({ keychain: 'locked', detail: '', file: 'absent' })
})

test('without a keychain the key is kept in memory only, and the stores say why', async () => {
  const { credentials, ask } = await credentialsOver(keychainThatIs('unavailable'))
  await ask.store(key)
  expect(await credentials.list()).toMatchObject([
    { name, status: 'stored', where: 'memory', detail: '' },
  ])
  expect(await credentials.stores()).toMatchObject({ detail: 'No keychain here.' })
  expect(filesHold(key)).toEqual([])
  const removed = await ask.remove()
  expect(removed).toMatchObject({ ok: true, value: { status: 'unavailable', where: 'nowhere' } })
})

test('something that is no key is refused before it reaches the keychain', async () => {
  const { ask } = await credentialsOver(keychainThatIs('ok'))
  const stored = await ask.store('hello')
  expect(stored).toMatchObject({ ok: false, error: { code: 'credentials.malformed' } })
})

test('an entry that somebody took out of the keychain is told from one that never was there', async () => {
  const keychain = keychainThatIs('ok')
  const { credentials, ask } = await credentialsOver(keychain)
  expect(await credentials.list()).toMatchObject([{ status: 'missing', detail: '' }])
  await ask.store(key)
  await keychain.remove(name)
  expect(await credentials.list()).toMatchObject([
    { status: 'missing', detail: 'It was stored and is no longer in the keychain.' },
  ])
})

test('of two passphrases chosen at one moment the first holds, and no key is lost', async () => {
  const { credentials, ask } = await credentialsOver(keychainThatIs('unavailable'))
  await ask.store(key)
  const made = await Promise.all([
    ask.makeFile('first passphrase'),
    ask.makeFile('second one here'),
  ])
  expect(made).toMatchObject([
    { ok: true },
    { ok: false, error: { code: 'credentials.file-exists' } },
  ])
  expect(await textOf(credentials)).toBe(key)
  expect(await credentials.list()).toMatchObject([{ status: 'stored', where: 'file' }])
})

describe('a test at the service', () => {
  test('a key that is refused does not replace the present one', async () => {
    const { credentials, ask } = await credentialsOver(
      keychainThatIs('ok'),
      async (_name, value) =>
        value.expose() === key
          ? { outcome: 'works', detail: '' }
          : { outcome: 'refused', detail: 'status 401' },
    )
    expect(await ask.store(key, true)).toMatchObject({ ok: true })
    const refused = await ask.store(`${key}-other`, true)
    expect(refused).toMatchObject({ ok: false, error: { code: 'credentials.refused' } })
    expect(await textOf(credentials)).toBe(key)
    expect(await ask.test()).toMatchObject({ ok: true, value: { outcome: 'works' } })
  })

  test('without a connection nothing is replaced, unless no test is wanted', async () => {
    const { ask } = await credentialsOver(keychainThatIs('ok'), async () => ({
      outcome: 'unreachable',
      detail: 'ENOTFOUND',
    }))
    const untested = await ask.store(key, true)
    expect(untested).toMatchObject({ ok: false, error: { code: 'credentials.untested' } })
    expect(await ask.store(key, false)).toMatchObject({ ok: true })
  })

  test('there is nothing to test without a key', async () => {
    const { ask } = await credentialsOver(keychainThatIs('ok'))
    expect(await ask.test()).toMatchObject({
      ok: false,
      error: { code: 'credentials.nothing-to-test' },
    })
  })
})

describe('the sealed file', () => {
  const passphrase = 'several plain words'

  test('exists by choice only, takes what was in memory, and opens with its passphrase alone', async () => {
    const first = await credentialsOver(keychainThatIs('unavailable'))
    await first.ask.store(key)
    expect(existsSync(sealedPath())).toBe(false)
    expect(await first.ask.makeFile(passphrase)).toMatchObject({ value: { file: 'open' } })
    expect(await first.credentials.list()).toMatchObject([{ status: 'stored', where: 'file' }])
    expect(statSync(sealedPath()).mode & 0o777).toBe(0o600)
    expect(filesHold(key)).toEqual([])
    expect(filesHold(passphrase)).toEqual([])

    const again = await credentialsOver(keychainThatIs('unavailable'))
    expect(await again.credentials.list()).toMatchObject([{ status: 'locked', where: 'file' }])
    expect(await again.credentials.read(name)).toEqual({ status: 'file-closed' })
    expect(await again.ask.store(key)).toMatchObject({
      ok: false,
      error: { code: 'credentials.file-closed' },
    })
    expect(await again.ask.openFile('several plain word')).toMatchObject({
      ok: false,
      error: { code: 'credentials.wrong-passphrase' },
    })
    expect(await again.ask.openFile(passphrase)).toMatchObject({ value: { file: 'open' } })
    expect(await textOf(again.credentials)).toBe(key)
    await again.ask.closeFile()
    expect(await again.credentials.read(name)).toEqual({ status: 'file-closed' })
  })

  test('a record put under another name, or changed by one bit, does not open', async () => {
    const { credentials, ask } = await credentialsOver(keychainThatIs('unavailable'))
    await ask.makeFile(passphrase)
    await ask.store(key)
    const whole = readFileSync(sealedPath(), 'utf8')
    const contents = JSON.parse(whole)
    const [sealed] = contents.value.secrets
    const changed = Buffer.from(sealed.data, 'base64')
    changed[0] = (changed[0] ?? 0) ^ 1
    const data = changed.toString('base64')
    const cut = Buffer.from(sealed.tag, 'base64').subarray(0, 12).toString('base64')
    for (const secrets of [
      [{ ...sealed, data }],
      [{ ...contents.value.check, id: name }],
      [{ ...sealed, tag: cut }],
    ]) {
      const value = { ...contents.value, secrets }
      writeFileSync(sealedPath(), JSON.stringify({ ...contents, value }))
      expect(await textOf(credentials)).toBeNull()
    }
    writeFileSync(sealedPath(), whole)
    expect(await textOf(credentials)).toBe(key)
  })

  test('a damaged file is left as it is and named', async () => {
    writeFileSync(sealedPath(), '{"format":"sealed-credentials","version":1,"value":{}}')
    const { credentials, ask } = await credentialsOver(keychainThatIs('unavailable'))
    expect(await credentials.stores()).toMatchObject({ file: 'damaged' })
    const opened = await ask.openFile(passphrase)
    expect(opened).toMatchObject({ ok: false, error: { code: 'credentials.file-damaged' } })
    expect(await ask.makeFile(passphrase)).toMatchObject({ ok: false })
    expect(existsSync(sealedPath())).toBe(true)
  })

  test('a short passphrase makes none; a second file is not made over the first', async () => {
    const { ask } = await credentialsOver(keychainThatIs('unavailable'))
    expect(await ask.makeFile('short')).toMatchObject({
      ok: false,
      error: { code: 'credentials.weak-passphrase' },
    })
    await ask.makeFile(passphrase)
    expect(await ask.makeFile('another passphrase')).toMatchObject({
      ok: false,
      error: { code: 'credentials.file-exists' },
    })
    await ask.removeFile()
    expect(existsSync(sealedPath())).toBe(false)
  })

  test('goes with an erase, also while it is closed', async () => {
    const first = await credentialsOver(keychainThatIs('unavailable'))
    await first.ask.makeFile(passphrase)
    await first.ask.store(key)
    const again = await credentialsOver(keychainThatIs('unavailable'))
    expect(await again.credentials.dataOwner.erase()).toEqual([{ path: `file/${name}`, bytes: 0 }])
    expect(existsSync(sealedPath())).toBe(false)
  })
})

test('an erase removes the keys and an export never contains one', async () => {
  const { credentials, ask } = await credentialsOver(keychainThatIs('ok'))
  await ask.store(key)
  for await (const held of credentials.dataOwner.export()) expect(await held.read()).toBeNull()
  expect(await credentials.dataOwner.erase()).toEqual([{ path: `keychain/${name}`, bytes: 0 }])
  expect(await textOf(credentials)).toBeNull()
  expect(String(secret(key))).not.toContain(key)
})

function filesHold(text: string): string[] {
  return readdirSync(folder()).filter((file) => readFileSync(join(folder(), file)).includes(text))
}

test('where a keychain never was there is nothing to remove from it', async () => {
  const { credentials } = await credentialsOver(keychainThatIs('unavailable'))
  expect(await credentials.dataOwner.erase()).toEqual([])
})
