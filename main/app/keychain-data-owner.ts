import { brand } from '../../shared/brand.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import { type Keychain, readableName } from '../kit/keychain.ts'
import { headEntries } from './head-key.ts'

/** Names the entries of the keychain that hold nothing of the person: they are listed, and stay with the record that they sign. */
export function createKeychainDataOwner(keychain: Keychain, home: string): DataOwner {
  return {
    name: 'keychain',
    formats: [
      { pattern: 'keychain/*', what: 'an entry that this app needs; it holds nothing of yours' },
    ],
    stays: `The new record is signed with these entries, and they hold nothing of yours. When the folder of this app is gone, remove the entries of “${brand.keychainService}” in the keychain.`,
    async *export() {
      for (const name of [...(await headEntries(home)), readableName] as const) {
        const stored = await keychain.get(name)
        if (stored.status !== 'ok') continue
        yield { path: `keychain/${name}`, bytes: 0, read: async () => null }
      }
    },
    async erase() {
      // Earlier versions left it; nothing reads it any more.
      if ((await keychain.get(readableName)).status !== 'ok') return []
      const removed = await keychain.remove(readableName)
      return removed === 'ok' ? [{ path: `keychain/${readableName}`, bytes: 0 }] : []
    },
    retain: async () => [],
  }
}
