import { credentialErrors } from '../../shared/credentials/errors.ts'
import {
  type CredentialName,
  type CredentialStatus,
  type CredentialStores,
  credentialNameSchema,
} from '../../shared/credentials/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import type { Keychain } from '../kit/keychain.ts'
import { statusOf } from './credential-status.ts'
import type { NameIndex } from './name-index.ts'
import type { SealedFile } from './sealed-file.ts'

/** Keychain, sealed file and memory as one; a secret lies in one of them at a time. */
export interface CredentialPlaces {
  read(name: CredentialName): Promise<Secret | null>
  /** In the keychain; where there is none, in the open file; without one, in memory. */
  keep(name: CredentialName, value: Secret): Promise<Result<void, Failure>>
  remove(name: CredentialName): Promise<Result<void, Failure>>
  /** What is in memory only goes into the open file. */
  moveFromMemory(): Promise<Result<void, Failure>>
  status(name: CredentialName): Promise<CredentialStatus>
  list(): Promise<readonly CredentialStatus[]>
  stores(): Promise<CredentialStores>
}

interface PlacesDeps {
  readonly keychain: Keychain
  readonly file: SealedFile
  readonly index: NameIndex
}

const names = credentialNameSchema.options
const refuse = (code: keyof typeof credentialErrors) => err(failure(credentialErrors, code))

/** Builds the three places into one. */
export function createCredentialPlaces({ keychain, file, index }: PlacesDeps): CredentialPlaces {
  const memory = new Map<CredentialName, Secret>()

  const read = async (name: CredentialName): Promise<Secret | null> => {
    const stored = await keychain.get(name)
    const value =
      stored.status === 'ok' ? stored.value : ((await file.get(name)) ?? memory.get(name) ?? null)
    if (value) await index.used(name)
    return value
  }

  const status = (name: CredentialName) => statusOf(name, { keychain, file, index, memory })

  const keepWithoutKeychain = async (name: CredentialName, value: Secret) => {
    const state = await file.state()
    if (state === 'closed') return refuse('credentials.file-closed')
    if (state === 'open') {
      const written = await file.set(name, value)
      if (written.ok) await index.stored(name, 'file')
      return written
    }
    memory.set(name, value)
    await index.stored(name, 'memory')
    return ok(undefined)
  }

  return {
    read,
    status,
    list: () => Promise.all(names.map(status)),
    async keep(name, value) {
      const outcome = await keychain.set(name, value)
      if (outcome === 'locked') return refuse('credentials.locked')
      if (outcome === 'unavailable') return keepWithoutKeychain(name, value)
      memory.delete(name)
      await index.stored(name, 'keychain')
      return (await file.get(name)) ? file.remove(name) : ok(undefined)
    },
    async remove(name) {
      const isSealed = (await file.names()).includes(name)
      const unsealed = isSealed ? await file.remove(name) : ok(undefined)
      if (!unsealed.ok) return unsealed
      memory.delete(name)
      const outcome = await keychain.remove(name)
      if (outcome === 'locked') return refuse('credentials.remove-locked')
      const isThere = outcome === 'unavailable' && index.of(name)?.where === 'keychain'
      if (isThere) return refuse('credentials.remove-unreachable')
      await index.removed(name)
      return ok(undefined)
    },
    async moveFromMemory() {
      for (const [name, value] of memory) {
        const written = await file.set(name, value)
        if (!written.ok) return written
        memory.delete(name)
        await index.stored(name, 'file')
      }
      return ok(undefined)
    },
    async stores() {
      const asked = await keychain.get(names[0] ?? 'anthropic-api-key')
      const isReady = asked.status === 'ok' || asked.status === 'missing'
      return {
        keychain: isReady ? 'ready' : asked.status,
        detail: asked.status === 'unavailable' ? asked.detail : '',
        file: await file.state(),
      }
    },
  }
}
