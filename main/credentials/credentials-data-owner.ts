import { brand } from '../../shared/brand.ts'
import type { DataOwner, HeldData } from '../kit/data-owner.ts'
import type { CredentialPlaces } from './credential-places.ts'
import { namesMarker } from './name-index.ts'
import { sealedMarker } from './sealed-file.ts'

/** What privacy may list, export and erase of the credentials: that they exist, and never one of them. */
export function createCredentialsDataOwner(parts: {
  readonly places: CredentialPlaces
  /** Tells clients how everything stands after an erase. */
  readonly changed: () => Promise<void>
}): DataOwner {
  const { places, changed } = parts
  async function* held(): AsyncIterable<HeldData> {
    for (const { name, place } of await places.everyPlace()) {
      // A secret never leaves with an export: the entry says that it exists, and no more.
      yield { path: `${place}/${name}`, bytes: 0, read: async () => null }
    }
  }
  const paths = async () => {
    const found: string[] = []
    for await (const { path } of held()) found.push(path)
    return found
  }
  return {
    name: 'credentials',
    markers: [
      { ...namesMarker, pattern: 'desktop/credentials.json' },
      { ...sealedMarker, pattern: 'desktop/credentials.sealed.json', isSealed: true },
    ],
    formats: [{ pattern: '*/*', what: 'a key of yours; it stays where it is' }],
    leavesNothing: true,
    stays: `That place could not be reached, so a key may still lie there. It is not used any more, and goes as soon as this app reaches the place. Without the app, remove the entry of “${brand.keychainService}” in the keychain yourself.`,
    export: held,
    async erase() {
      const before = await paths()
      // The file first, also closed or damaged: what is in it goes with it.
      await places.destroyFile()
      // What cannot be removed is named afterwards, by being held still.
      for (const { name } of await places.list()) await places.remove(name)
      const left = await paths()
      await changed()
      return before.filter((path) => !left.includes(path)).map((path) => ({ path, bytes: 0 }))
    },
    retain: async () => [],
  }
}
