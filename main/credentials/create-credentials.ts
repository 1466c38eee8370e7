import { credentialErrors } from '../../shared/credentials/errors.ts'
import type {
  CredentialName,
  CredentialStatus,
  CredentialStores,
  CredentialTest,
} from '../../shared/credentials/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { type Secret, secret } from '../../shared/kit/secret.ts'
import type { Announce } from '../kit/announce.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Keychain } from '../kit/keychain.ts'
import { type CredentialPlaces, createCredentialPlaces } from './credential-places.ts'
import { createCredentialsDataOwner } from './credentials-data-owner.ts'
import type { NameIndex } from './name-index.ts'
import type { SealedFile } from './sealed-file.ts'

/** Keeps the person's secrets and tells how each of them stands. */
export interface Credentials {
  /** The secret itself, for features of the main process only. */
  read(name: CredentialName): Promise<Secret | null>
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

/** Builds the credential store over its places. */
export function createCredentials(deps: CredentialsDeps): Credentials {
  const { announce, file } = deps
  const places = createCredentialPlaces(deps)

  const announced = async (name: CredentialName): Promise<CredentialStatus> => {
    const now = await places.status(name)
    announce('credentials.changed', now)
    return now
  }

  /** After a change of the file every credential may stand otherwise. */
  const storesAfter = async (
    changed: Result<void, Failure>,
  ): Promise<Result<CredentialStores, Failure>> => {
    if (!changed.ok) return changed
    const stores = await places.stores()
    announce('credentials.storesChanged', stores)
    for (const one of await places.list()) announce('credentials.changed', one)
    return ok(stores)
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
    const kept = await places.keep(name, value)
    return kept.ok ? ok(await announced(name)) : kept
  }

  const remove = async (name: CredentialName): Promise<Result<CredentialStatus, Failure>> => {
    const removed = await places.remove(name)
    return removed.ok ? ok(await announced(name)) : removed
  }

  return {
    read: places.read,
    list: places.list,
    stores: places.stores,
    handlers: {
      'credentials.list': async () =>
        ok({ credentials: [...(await places.list())], stores: await places.stores() }),
      'credentials.store': (input) =>
        store(input.name, secret(input.secret.trim()), input.testFirst),
      'credentials.test': async ({ name }) => {
        const value = await places.read(name)
        return value ? ok(await deps.test(name, value)) : refuse('credentials.nothing-to-test')
      },
      'credentials.remove': (input) => remove(input.name),
      'credentials.makeFile': async ({ passphrase }) => {
        const made = await file.make(secret(passphrase))
        return storesAfter(made.ok ? await places.moveFromMemory() : made)
      },
      'credentials.openFile': async ({ passphrase }) =>
        storesAfter(await file.open(secret(passphrase))),
      'credentials.closeFile': async () => {
        file.close()
        return storesAfter(ok(undefined))
      },
      'credentials.removeFile': async () => {
        await forgetFile(places, file, deps.index)
        return storesAfter(ok(undefined))
      },
    },
    dataOwner: createCredentialsDataOwner({ places, file, remove }),
  }
}

async function forgetFile(
  places: CredentialPlaces,
  file: SealedFile,
  index: NameIndex,
): Promise<void> {
  await file.destroy()
  for (const { name, where } of await places.list()) {
    if (where === 'nowhere' && index.of(name)?.where === 'file') await index.removed(name)
  }
}
