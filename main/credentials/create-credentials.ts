import { credentialErrors } from '../../shared/credentials/errors.ts'
import type {
  CredentialName,
  CredentialStatus,
  CredentialStores,
  CredentialTest,
} from '../../shared/credentials/model.ts'
import { assertNever } from '../../shared/kit/assert-never.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { type Secret, secret } from '../../shared/kit/secret.ts'
import type { Announce } from '../kit/announce.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Keychain } from '../kit/keychain.ts'
import { type CredentialPlaces, createCredentialPlaces } from './credential-places.ts'
import { createCredentialsDataOwner } from './credentials-data-owner.ts'
import type { CredentialRead } from './find-credential.ts'
import type { NameIndex } from './name-index.ts'
import type { SealedFile } from './sealed-file.ts'

/** Keeps the person's secrets and tells how each of them stands. */
export interface Credentials {
  /** The secret itself, for features of the main process only; else why there is none now. */
  read(name: CredentialName): Promise<CredentialRead>
  list(): Promise<readonly CredentialStatus[]>
  stores(): Promise<CredentialStores>
  readonly handlers: HandlersOf<'credentials'>
  readonly dataOwner: DataOwner
}

/** What the store is built from. */
export interface CredentialsDeps {
  readonly keychain: Keychain
  readonly file: SealedFile
  readonly index: NameIndex
  readonly announce: Announce
  /** Asks the service of a credential whether it takes it. */
  test(name: CredentialName, value: Secret): Promise<CredentialTest>
}

const shapes: Readonly<Record<CredentialName, RegExp>> = {
  'anthropic-api-key': /^sk-ant-[\w-]{8,}$/,
}

type ErrorCode = keyof typeof credentialErrors
const refuse = (code: ErrorCode, cause = '') => err(failure(credentialErrors, code, { cause }))

/** Why a key could not be tested, by what stood in the way of reading it. */
function whyUntested(read: Exclude<CredentialRead, { status: 'ok' }>) {
  switch (read.status) {
    case 'missing':
      return refuse('credentials.nothing-to-test')
    case 'keychain-locked':
      return refuse('credentials.test-locked')
    case 'file-closed':
      return refuse('credentials.test-closed')
    case 'unreachable':
      return refuse('credentials.test-unreachable', read.detail)
    default:
      return assertNever(read)
  }
}

/** Reads, and tells clients how credentials stand when that has changed. */
function createTelling(places: CredentialPlaces, announce: Announce) {
  /** Whether the last read of a name got it; a keychain says to nobody that it was opened. */
  const couldRead = new Map<CredentialName, boolean>()
  const announceAll = async (): Promise<CredentialStores> => {
    const stores = await places.stores()
    announce('credentials.storesChanged', stores)
    for (const one of await places.list()) announce('credentials.changed', one)
    return stores
  }
  return {
    announceAll,
    async announced(name: CredentialName): Promise<CredentialStatus> {
      const now = await places.status(name)
      announce('credentials.changed', now)
      return now
    },
    async read(name: CredentialName): Promise<CredentialRead> {
      const found = await places.read(name)
      const isThere = found.status === 'ok'
      const isNews = couldRead.get(name) !== isThere
      couldRead.set(name, isThere)
      if (isNews) await announceAll()
      return found
    },
  }
}

/** Builds the credential store over its places. */
export function createCredentials(deps: CredentialsDeps): Credentials {
  const { announce, keychain } = deps
  const places = createCredentialPlaces(deps)
  const { announced, announceAll, read } = createTelling(places, announce)

  /** After a change of the file every credential may stand otherwise. */
  const storesAfter = async (
    changed: Result<void, Failure>,
  ): Promise<Result<CredentialStores, Failure>> => {
    return changed.ok ? ok(await announceAll()) : changed
  }

  const store = async (
    name: CredentialName,
    value: Secret,
    testFirst: boolean,
  ): Promise<Result<CredentialStatus, Failure>> => {
    if (!shapes[name].test(value.expose())) return refuse('credentials.malformed')
    const tested = testFirst ? await deps.test(name, value) : null
    if (tested?.outcome === 'refused') return refuse('credentials.refused', tested.detail)
    if (tested?.outcome === 'unreachable') return refuse('credentials.untested', tested.detail)
    keychain.personActs()
    const kept = await places.keep(name, value)
    return kept.ok ? ok(await announced(name)) : kept
  }

  const remove = async (name: CredentialName): Promise<Result<CredentialStatus, Failure>> => {
    keychain.personActs()
    const removed = await places.remove(name)
    const now = await announced(name)
    return removed.ok ? ok(now) : removed
  }

  return {
    read,
    list: places.list,
    stores: places.stores,
    handlers: {
      'credentials.list': async () =>
        ok({ credentials: [...(await places.list())], stores: await places.stores() }),
      'credentials.store': (input) =>
        store(input.name, secret(input.secret.trim()), input.testFirst),
      'credentials.test': async ({ name }) => {
        keychain.personActs()
        const found = await read(name)
        return found.status === 'ok' ? ok(await deps.test(name, found.value)) : whyUntested(found)
      },
      'credentials.remove': (input) => remove(input.name),
      'credentials.makeFile': async ({ passphrase }) => {
        return storesAfter(await places.makeFile(secret(passphrase)))
      },
      'credentials.openFile': async ({ passphrase }) =>
        storesAfter(await places.openFile(secret(passphrase))),
      'credentials.closeFile': async () => {
        await places.closeFile()
        return storesAfter(ok(undefined))
      },
      'credentials.removeFile': async () => {
        await places.destroyFile()
        return storesAfter(ok(undefined))
      },
    },
    dataOwner: createCredentialsDataOwner({
      places,
      changed: async () => void (await announceAll()),
    }),
  }
}
