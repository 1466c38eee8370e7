import { brand } from '../../../shared/brand.ts'
import { secret } from '../../../shared/kit/secret.ts'
import type { Keychain, KeychainAnswer, KeychainChange } from '../../kit/keychain.ts'
import { createTurns } from '../../kit/turns.ts'
import { createSecretService, type KeyringLook, type SecretService } from './secret-service.ts'

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
  /** Whether the person may be asked to unlock it: once until they act, or never, for what only looks. */
  readonly asks?: 'once' | 'never'
  /** Looks without asking; null where the system has nothing like it and says by itself what is locked. */
  readonly secretService?: SecretService | null
}

type Reply<T> =
  | { readonly status: 'ok'; readonly value: T }
  | { readonly status: 'locked' }
  | { readonly status: 'unavailable'; readonly detail: string }

type Read = Reply<string> | { readonly status: 'missing' }
type NoReply = Exclude<Reply<never>, { status: 'ok' }>

const group = brand.keychainService
const locked = { status: 'locked' } as const
const lockedWords = /\block|dismiss|cancel|denied|passphrase|not allowed/i

async function loadKeytar(): Promise<KeychainBackend> {
  const { default: keytar } = await import('keytar')
  return keytar
}

function whyNot(error: unknown): NoReply {
  const detail = error instanceof Error ? error.message : String(error)
  return lockedWords.test(detail) ? locked : { status: 'unavailable', detail }
}

/** Asks keytar one question at a time and waits for none longer than the time. */
function createAsking(load: () => Promise<KeychainBackend>, timeoutMs: number) {
  let backend: Promise<KeychainBackend> | null = null
  let isStuck = false
  return async <T>(question: (keys: KeychainBackend) => Promise<T>): Promise<Reply<T>> => {
    // Each open question holds one of Node's few threads for files, so a second never joins it.
    if (isStuck) return locked
    backend ??= load()
    const timer = Promise.withResolvers<Reply<T>>()
    const timeout = setTimeout(() => {
      isStuck = true
      timer.resolve(locked)
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
}

/** Where nothing can be looked at, such as on macOS, the question itself is the look. */
const unlooked: KeyringLook = { status: 'seen', keyring: 'open', entry: 'readable' }

/** Keeps secrets in the system's keychain through keytar, and looks first, so that nobody is asked in vain. */
export function createKeychain(deps: KeychainDeps = {}): Keychain {
  const { load = loadKeytar, timeoutMs = 20_000, asks = 'once' } = deps
  const own = () => createSecretService({ environment: process.env, timeoutMs })
  const usual = process.platform === 'linux' ? own() : null
  const service = deps.secretService === undefined ? usual : deps.secretService
  const ask = createAsking(load, timeoutMs)
  const inTurn = createTurns()
  const mustNotAsk = asks === 'never' && service !== null
  let isRefused = mustNotAsk

  const look = (name: string): Promise<KeyringLook> | KeyringLook =>
    service?.look(name, isRefused ? 'open-only' : 'locked-too') ?? unlooked

  /** Puts a question for which the person may have to unlock, unless they refused. */
  const askPerson: typeof ask = async (question) => {
    if (isRefused) return locked
    const reply = await ask(question)
    if (reply.status === 'locked') isRefused = true
    return reply
  }

  const askOpen = service === null ? askPerson : ask
  const read = (name: string) => (keys: KeychainBackend) => keys.getPassword(group, name)

  /** An entry that is locked answers like none: asked for once, it is there or was refused. */
  const unlocked = async (name: string): Promise<Reply<string>> => {
    const reply = await askPerson(read(name))
    if (reply.status !== 'ok') return reply
    if (reply.value !== null) return { status: 'ok', value: reply.value }
    isRefused = true
    return locked
  }

  const get = async (name: string): Promise<Read> => {
    const seen = await look(name)
    // What cannot be looked at is asked, where it may be, and is not taken for empty.
    if (seen.status === 'unseen') return mustNotAsk ? unavailable(seen) : unlocked(name)
    switch (stateOf(seen, isRefused)) {
      case 'missing':
        return { status: 'missing' }
      case 'locked':
        return locked
      case 'to-unlock':
        return unlocked(name)
      default:
        return known(await askOpen(read(name)))
    }
  }

  const set = async (name: string, value: string): Promise<KeychainChange> => {
    const seen = await look(name)
    const isOpen = seen.status === 'seen' && seen.keyring === 'open'
    const put = (keys: KeychainBackend) => keys.setPassword(group, name, value)
    return (await (isOpen ? askOpen(put) : askPerson(put))).status
  }

  const remove = async (name: string): Promise<KeychainChange> => {
    const held = await get(name)
    if (held.status === 'missing') return 'ok'
    if (held.status !== 'ok') return held.status
    const reply = await ask((keys) => keys.deletePassword(group, name))
    return reply.status
  }

  return {
    get: (name) =>
      inTurn(async (): Promise<KeychainAnswer> => {
        const reply = await get(name)
        return reply.status === 'ok' ? { status: 'ok', value: secret(reply.value) } : reply
      }),
    set: (name, value) => inTurn(() => set(name, value.expose())),
    remove: (name) => inTurn(() => remove(name)),
    personActs() {
      isRefused = mustNotAsk
    },
  }
}

/** Of one entry, as far as looking tells. */
function stateOf(
  { keyring, entry }: Extract<KeyringLook, { status: 'seen' }>,
  isRefused: boolean,
): 'readable' | 'to-unlock' | 'locked' | 'missing' {
  if (entry === 'readable') return 'readable'
  if (entry === 'locked') return 'to-unlock'
  if (entry === 'unknown' || keyring === 'locked') return 'locked'
  // Without a keyring nothing is there; whoever was refused one cannot store anything either.
  return keyring === 'none' && isRefused ? 'locked' : 'missing'
}

function known(reply: Reply<string | null>): Read {
  if (reply.status !== 'ok') return reply
  return reply.value === null ? { status: 'missing' } : { status: 'ok', value: reply.value }
}

function unavailable({ detail }: { readonly detail: string }): NoReply {
  return { status: 'unavailable', detail }
}
