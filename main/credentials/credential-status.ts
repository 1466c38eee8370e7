import type { CredentialName, CredentialStatus } from '../../shared/credentials/model.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import type { Keychain, KeychainAnswer } from '../kit/keychain.ts'
import type { NameIndex } from './name-index.ts'
import type { SealedFile } from './sealed-file.ts'

/** The places a credential is looked for in. */
export interface SearchedPlaces {
  readonly keychain: Keychain
  readonly file: SealedFile
  readonly index: NameIndex
  readonly memory: ReadonlyMap<CredentialName, Secret>
}

type Found = Pick<CredentialStatus, 'status' | 'where' | 'detail'>

/** Tells how one credential stands, without its value. */
export async function statusOf(
  name: CredentialName,
  places: SearchedPlaces,
): Promise<CredentialStatus> {
  const note = places.index.of(name)
  const stored = await places.keychain.get(name)
  const found: Found =
    stored.status === 'ok'
      ? { status: 'stored', where: 'keychain', detail: '' }
      : ((await besideKeychain(name, places, stored)) ?? notThere(name, places, stored))
  return { name, ...found, storedAt: note?.storedAt ?? null, usedAt: note?.usedAt ?? null }
}

type NoAnswer = Exclude<KeychainAnswer, { status: 'ok' }>

const whyNot = (stored: NoAnswer) => (stored.status === 'unavailable' ? stored.detail : '')

async function besideKeychain(
  name: CredentialName,
  { file, memory }: SearchedPlaces,
  stored: NoAnswer,
): Promise<Found | null> {
  const detail = whyNot(stored)
  if (await file.get(name)) return { status: 'stored', where: 'file', detail }
  if (memory.has(name)) return { status: 'stored', where: 'memory', detail }
  if (!(await file.names()).includes(name)) return null
  return { status: 'locked', where: 'file', detail: 'The sealed file is closed.' }
}

function notThere(name: CredentialName, { index }: SearchedPlaces, stored: NoAnswer): Found {
  const isLost = stored.status === 'missing' && index.of(name)?.where === 'keychain'
  const lost = 'It was stored and is no longer in the keychain.'
  return { status: stored.status, where: 'nowhere', detail: isLost ? lost : whyNot(stored) }
}
