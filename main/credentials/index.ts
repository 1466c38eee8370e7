// Owns the secrets a person gives to this app.
// State: the system's keychain; in memory only where no keychain can be used.
// Must never hand a secret to a client, a log, a file or an event.
import { credentialErrors } from '../../shared/credentials/errors.ts'
import type { CredentialName, CredentialStatus } from '../../shared/credentials/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { type Secret, secret } from '../../shared/kit/secret.ts'
import type { Announce } from '../kit/announce.ts'
import type { DataOwner, HeldData } from '../kit/data-owner.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Keychain } from '../kit/keychain.ts'

/** Keeps the person's secrets and tells how each of them stands. */
export interface Credentials {
  /** The secret itself, for features of the main process only. */
  read(name: CredentialName): Promise<Secret | null>
  list(): Promise<readonly CredentialStatus[]>
  readonly handlers: HandlersOf<'credentials'>
  readonly dataOwner: DataOwner
}

const names: readonly CredentialName[] = ['anthropic-api-key']
const shapes: Readonly<Record<CredentialName, RegExp>> = {
  'anthropic-api-key': /^sk-ant-[\w-]{8,}$/,
}

/** Builds the credential store over the system's keychain. */
export function createCredentials(deps: {
  readonly keychain: Keychain
  readonly announce: Announce
}): Credentials {
  const { keychain, announce } = deps
  const memory = new Map<CredentialName, Secret>()

  const status = async (name: CredentialName): Promise<CredentialStatus> => {
    const stored = await keychain.get(name)
    if (stored.status === 'ok') return { name, status: 'stored', where: 'keychain', detail: '' }
    const detail = stored.status === 'unavailable' ? stored.detail : ''
    if (memory.has(name)) return { name, status: 'stored', where: 'memory', detail }
    return { name, status: stored.status, where: 'nowhere', detail }
  }

  const announced = async (name: CredentialName): Promise<CredentialStatus> => {
    const now = await status(name)
    announce('credentials.changed', now)
    return now
  }

  const store = async (
    name: CredentialName,
    value: Secret,
  ): Promise<Result<CredentialStatus, Failure>> => {
    if (!shapes[name].test(value.expose())) {
      return err(failure(credentialErrors, 'credentials.malformed'))
    }
    const outcome = await keychain.set(name, value)
    if (outcome === 'locked') return err(failure(credentialErrors, 'credentials.locked'))
    if (outcome === 'unavailable') memory.set(name, value)
    else memory.delete(name)
    return ok(await announced(name))
  }

  const remove = async (name: CredentialName): Promise<Result<CredentialStatus, Failure>> => {
    memory.delete(name)
    const outcome = await keychain.remove(name)
    if (outcome === 'locked') return err(failure(credentialErrors, 'credentials.locked'))
    return ok(await announced(name))
  }

  const list = () => Promise.all(names.map(status))

  return {
    async read(name) {
      const stored = await keychain.get(name)
      return stored.status === 'ok' ? stored.value : (memory.get(name) ?? null)
    },
    list,
    handlers: {
      'credentials.list': async () => ok({ credentials: await list() }),
      'credentials.store': (input) => store(input.name, secret(input.secret.trim())),
      'credentials.remove': (input) => remove(input.name),
    },
    dataOwner: ownedCredentials({ list, remove }),
  }
}

function ownedCredentials(store: {
  list(): Promise<readonly CredentialStatus[]>
  remove(name: CredentialName): Promise<unknown>
}): DataOwner {
  async function* held(): AsyncIterable<HeldData> {
    for (const one of await store.list()) {
      if (one.status !== 'stored') continue
      // A secret never leaves with an export: the entry says that it exists, and no more.
      yield { path: `keychain/${one.name}`, bytes: 0, read: async () => null }
    }
  }
  return {
    name: 'credentials',
    export: held,
    async erase() {
      const removed = []
      for await (const one of held()) removed.push({ path: one.path, bytes: one.bytes })
      for (const name of names) await store.remove(name)
      return removed
    },
    retain: async () => [],
  }
}
