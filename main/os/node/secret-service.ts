import { brand } from '../../../shared/brand.ts'
import { createBusReader, createBusWriter } from './bus-wire.ts'
import { busSockets, openSessionBus, type SessionBus } from './session-bus.ts'

/** How a keyring stands for one entry, found out without asking anybody to unlock it. */
export type KeyringLook =
  | {
      readonly status: 'seen'
      /** Of the keyring that new entries go to; `none` where nobody has made one. */
      readonly keyring: 'open' | 'locked' | 'none'
      /** `unknown` where a locked keyring was not searched. */
      readonly entry: 'readable' | 'locked' | 'absent' | 'unknown'
    }
  | { readonly status: 'unseen'; readonly detail: string }

/** Looks at the Secret Service (freedesktop.org, version 0.2) without unlocking anything; never rejects. */
export interface SecretService {
  /** Some keyrings ask the person when they are searched while locked: `searches` says whether they may. */
  look(account: string, searches: 'open-only' | 'locked-too'): Promise<KeyringLook>
}

const destination = 'org.freedesktop.secrets'
const servicePath = '/org/freedesktop/secrets'
const service = 'org.freedesktop.Secret.Service'
const none = '/'

/** Looks over the bus that the environment names. */
export function createSecretService(deps: {
  readonly environment: NodeJS.ProcessEnv
  readonly timeoutMs: number
}): SecretService {
  return {
    async look(account, searches) {
      let detail = 'there is no session bus'
      for (const path of busSockets(deps.environment)) {
        try {
          const bus = await openSessionBus(path, deps.timeoutMs)
          try {
            return await lookOver(bus, account, searches)
          } finally {
            bus.close()
          }
        } catch (error) {
          detail = error instanceof Error ? error.message : String(error)
        }
      }
      return { status: 'unseen', detail }
    },
  }
}

async function lookOver(
  bus: SessionBus,
  account: string,
  searches: 'open-only' | 'locked-too',
): Promise<KeyringLook> {
  const keyring = await keyringOver(bus)
  if (keyring === 'locked' && searches === 'open-only') {
    return { status: 'seen', keyring, entry: 'unknown' }
  }
  return { status: 'seen', keyring, entry: await entryOver(bus, account) }
}

async function keyringOver(bus: SessionBus): Promise<'open' | 'locked' | 'none'> {
  const alias = createBusWriter()
  alias.text('default')
  const named = await bus.call({
    ...{ destination, path: servicePath, interface: service, member: 'ReadAlias' },
    ...{ signature: 's', body: alias.bytes() },
  })
  const path = createBusReader(named).text()
  if (path === none) return 'none'
  const property = createBusWriter()
  property.text('org.freedesktop.Secret.Collection')
  property.text('Locked')
  const got = await bus.call({
    ...{ destination, path, interface: 'org.freedesktop.DBus.Properties', member: 'Get' },
    ...{ signature: 'ss', body: property.bytes() },
  })
  const reader = createBusReader(got)
  reader.signature()
  return reader.u32() === 0 ? 'open' : 'locked'
}

async function entryOver(bus: SessionBus, account: string) {
  const wanted = createBusWriter()
  // The attributes by which keytar finds an entry.
  wanted.array(() => {
    for (const [key, value] of [
      ['service', brand.keychainService],
      ['account', account],
    ] as const) {
      wanted.align(8)
      wanted.text(key)
      wanted.text(value)
    }
  })
  const found = await bus.call({
    ...{ destination, path: servicePath, interface: service, member: 'SearchItems' },
    ...{ signature: 'a{ss}', body: wanted.bytes() },
  })
  const reader = createBusReader(found)
  if (reader.texts().length > 0) return 'readable'
  return reader.texts().length > 0 ? 'locked' : 'absent'
}
