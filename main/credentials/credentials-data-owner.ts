import type { CredentialName } from '../../shared/credentials/model.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { Result } from '../../shared/kit/result.ts'
import type { DataOwner, HeldData } from '../kit/data-owner.ts'
import type { CredentialPlaces } from './credential-places.ts'
import type { SealedFile } from './sealed-file.ts'

/** What privacy may list, export and erase of the credentials: that they exist, and never one of them. */
export function createCredentialsDataOwner(parts: {
  readonly places: CredentialPlaces
  readonly file: SealedFile
  remove(name: CredentialName): Promise<Result<unknown, Failure>>
}): DataOwner {
  const { places, file, remove } = parts
  async function* held(): AsyncIterable<HeldData> {
    for (const { name, where } of await places.list()) {
      // A secret never leaves with an export: the entry says that it exists, and no more.
      if (where !== 'nowhere') yield { path: `${where}/${name}`, bytes: 0, read: async () => null }
    }
  }
  return {
    name: 'credentials',
    formats: [{ pattern: '*/*', what: 'a key of yours; it stays where it is' }],
    export: held,
    async erase() {
      const removed = []
      for await (const { path, bytes } of held()) removed.push({ path, bytes })
      // The file first, also closed: what is in it goes with it.
      await file.destroy()
      for (const { name } of await places.list()) {
        const done = await remove(name)
        // A receipt that passes over a key in the keychain would be untrue.
        if (!done.ok) throw Object.assign(new Error('a key stays'), { code: done.error.code })
      }
      return removed
    },
    retain: async () => [],
  }
}
