import { brand } from '../../../shared/brand.ts'
import { secret } from '../../../shared/kit/secret.ts'
import {
  type Keychain,
  type KeychainAnswer,
  type KeychainChange,
  readableName,
} from '../../kit/keychain.ts'
import { createTurns } from '../../kit/turns.ts'

/** The part of keytar that is used; `findCredentials` ends the process on foreign entries and is left out. */
export interface KeychainBackend {
  getPassword(entryGroup: string, account: string): Promise<string | null>
  setPassword(entryGroup: string, account: string, password: string): Promise<void>
  deletePassword(entryGroup: string, account: string): Promise<boolean>
}

/** What the keychain is built from. */
export interface KeychainDeps {
  /** Loads keytar, which is optional; a rejection means that there is no keychain. */
  readonly load?: () => Promise<KeychainBackend>
  /** How long one question may wait for the person to unlock, in milliseconds; default 20,000. */
  readonly timeoutMs?: number
}

type Reply<T> =
  | { readonly status: 'ok'; readonly value: T }
  | { readonly status: 'locked' }
  | { readonly status: 'unavailable'; readonly detail: string }

const group = brand.keychainService
/** Stands in every keychain that could once be read: without it, nothing can be told from “missing”. */
const sentinel = { account: readableName, value: 'yes' }
const lockedWords = /\block|dismiss|cancel|denied|passphrase|not allowed/i

async function loadKeytar(): Promise<KeychainBackend> {
  const { default: keytar } = await import('keytar')
  return keytar
}

function whyNot(error: unknown): Exclude<Reply<never>, { status: 'ok' }> {
  const detail = error instanceof Error ? error.message : String(error)
  return lockedWords.test(detail) ? { status: 'locked' } : { status: 'unavailable', detail }
}

/** Keeps secrets in the system's keychain through keytar. */
export function createKeychain(deps: KeychainDeps = {}): Keychain {
  const { load = loadKeytar, timeoutMs = 20_000 } = deps
  let backend: Promise<KeychainBackend> | null = null
  let isStuck = false

  const ask = async <T>(question: (keys: KeychainBackend) => Promise<T>): Promise<Reply<T>> => {
    // Each open question holds one of Node's few threads for files, so a second never joins it.
    if (isStuck) return { status: 'locked' }
    backend ??= load()
    const timer = Promise.withResolvers<Reply<T>>()
    const timeout = setTimeout(() => {
      isStuck = true
      timer.resolve({ status: 'locked' })
    }, timeoutMs)
    const answer = backend
      .then(question)
      .then<Reply<T>, Reply<T>>((value) => ({ status: 'ok', value }), whyNot)
    const settled = answer.finally(() => {
      clearTimeout(timeout)
      isStuck = false
    })
    return Promise.race([settled, timer.promise])
  }

  const inTurn = createTurns()

  const read = (account: string) => ask((keys) => keys.getPassword(group, account))
  const write = (account: string, value: string) =>
    ask((keys) => keys.setPassword(group, account, value))

  /** A locked keychain answers like an empty one; only an entry that must be there tells them apart. */
  const missingOrLocked = async (): Promise<Exclude<KeychainAnswer, { status: 'ok' }>> => {
    const first = await read(sentinel.account)
    if (first.status !== 'ok') return first
    if (first.value !== null) return { status: 'missing' }
    const written = await write(sentinel.account, sentinel.value)
    if (written.status !== 'ok') return written
    const second = await read(sentinel.account)
    if (second.status !== 'ok') return second
    return { status: second.value === null ? 'locked' : 'missing' }
  }

  const get = async (name: string): Promise<KeychainAnswer> => {
    const reply = await read(name)
    if (reply.status !== 'ok') return reply
    if (reply.value === null) return missingOrLocked()
    return { status: 'ok', value: secret(reply.value) }
  }

  const set = async (name: string, value: string): Promise<KeychainChange> =>
    (await write(name, value)).status

  const remove = async (name: string): Promise<KeychainChange> => {
    const reply = await ask((keys) => keys.deletePassword(group, name))
    if (reply.status !== 'ok' || reply.value) return reply.status
    const { status } = await missingOrLocked()
    return status === 'missing' ? 'ok' : status
  }

  return {
    get: (name) => inTurn(() => get(name)),
    set: (name, value) => inTurn(() => set(name, value.expose())),
    remove: (name) => inTurn(() => remove(name)),
  }
}
