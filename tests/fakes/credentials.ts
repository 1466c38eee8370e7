import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, vi } from 'vitest'
import type { CredentialsDeps } from '../../main/credentials/create-credentials.ts'
import {
  type Credentials,
  createCredentials,
  createSealedFile,
  openNameIndex,
} from '../../main/credentials/index.ts'
import { systemClock } from '../../main/kit/clock.ts'
import type { Caller } from '../../main/kit/handlers.ts'
import type { Keychain } from '../../main/kit/keychain.ts'
import { silentLogger } from '../../main/kit/silent-logger.ts'
import type { Secret } from '../../shared/kit/secret.ts'

const caller: Caller = { wire: 'ipc', role: 'owner', name: 'test' }

/** The one name of a credential. */
export const name = 'anthropic-api-key' as const
/** A key that looks like one. */
export const key = 'sk-ant-api03-abcdefgh'

type KeychainState = 'ok' | 'locked' | 'unavailable'

/** A keychain that may change its state, as when a person locks it or starts the app without a session. */
export function keychainThatIs(first: KeychainState) {
  let held: Secret | null = null
  let state = first
  const store: Keychain & { become(next: KeychainState): void; holds(): string | null } = {
    become: (next) => {
      state = next
    },
    holds: () => held?.expose() ?? null,
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
    personActs: () => undefined,
  }
  return store
}

const sealedPathIn = (folder: string) => join(folder, 'credentials.sealed.json')

/** An empty folder for each test of the file, and the credential store in it. */
export function storeForEachTest() {
  // A passphrase costs a third of a second on purpose, and many times that on a busy machine.
  vi.setConfig({ testTimeout: 60_000 })
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'credentials-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  return {
    folder: () => folder,
    /** Where the sealed file lies. */
    sealedPath: () => sealedPathIn(folder),
    /** The store over a keychain, as one start of the app has it. */
    credentialsOver: (keychain: Keychain, test?: CredentialsDeps['test']) =>
      credentialsIn(folder, keychain, test),
  }
}

async function credentialsIn(
  folder: string,
  store: Keychain,
  test: CredentialsDeps['test'] = async () => ({ outcome: 'works', detail: '' }),
) {
  const announced: unknown[] = []
  const clock = systemClock
  const credentials = createCredentials({
    keychain: store,
    file: createSealedFile({ path: sealedPathIn(folder), clock }),
    index: await openNameIndex({ path: join(folder, 'names.json'), clock, logger: silentLogger }),
    announce: (event, payload) => announced.push([event, payload]),
    test,
  })
  const { handlers } = credentials
  const ask = {
    store: (value: string, testFirst = false) =>
      handlers['credentials.store']({ name, secret: value, testFirst }, caller),
    remove: () => handlers['credentials.remove']({ name }, caller),
    test: () => handlers['credentials.test']({ name }, caller),
    list: () => handlers['credentials.list']({}, caller),
    makeFile: (passphrase: string) => handlers['credentials.makeFile']({ passphrase }, caller),
    openFile: (passphrase: string) => handlers['credentials.openFile']({ passphrase }, caller),
    closeFile: () => handlers['credentials.closeFile']({}, caller),
    removeFile: () => handlers['credentials.removeFile']({}, caller),
  }
  return { credentials, announced, ask }
}

/** The stored key itself; null where it cannot be read. */
export async function textOf(credentials: Credentials): Promise<string | null> {
  const read = await credentials.read(name)
  return read.status === 'ok' ? read.value.expose() : null
}

/** What an export lists. */
export async function heldBy({ dataOwner }: Credentials): Promise<readonly string[]> {
  const paths: string[] = []
  for await (const { path } of dataOwner.export()) paths.push(path)
  return paths
}
