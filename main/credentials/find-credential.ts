import type {
  CredentialName,
  CredentialPlace,
  CredentialStatus,
} from '../../shared/credentials/model.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import type { Keychain, KeychainAnswer } from '../kit/keychain.ts'
import type { CredentialNote, NameIndex } from './name-index.ts'
import type { SealedFile } from './sealed-file.ts'

/** The places a credential is looked for in. */
export interface SearchedPlaces {
  readonly keychain: Keychain
  readonly file: SealedFile
  readonly index: NameIndex
  readonly memory: ReadonlyMap<CredentialName, Secret>
}

/** A secret, or why there is none to be had now. */
export type CredentialRead =
  | { readonly status: 'ok'; readonly value: Secret }
  | { readonly status: 'missing' | 'keychain-locked' | 'file-closed' }
  /** It lies in a place that cannot be reached or read from here. */
  | { readonly status: 'unreachable'; readonly detail: string }

/** What was found, for the status of a credential and for whoever needs it. */
export interface Found {
  readonly status: CredentialStatus['status']
  readonly where: CredentialStatus['where']
  readonly detail: string
  readonly read: CredentialRead
}

type NoAnswer = Exclude<KeychainAnswer, { status: 'ok' }>

const whyNot = (stored: NoAnswer) => (stored.status === 'unavailable' ? stored.detail : '')

const held = (value: Secret, where: CredentialPlace): Found => ({
  ...{ status: 'stored', where, detail: '' },
  read: { status: 'ok', value },
})

/** Looks for the present value of a name; a former one that still lies somewhere is passed over. */
export async function findCredential(name: CredentialName, places: SearchedPlaces): Promise<Found> {
  const note = places.index.of(name)
  const isStale = (place: CredentialPlace) => note?.stale.includes(place) === true
  const stored = await places.keychain.get(name)
  if (stored.status === 'ok' && !isStale('keychain')) return held(stored.value, 'keychain')
  // What lies there is no longer ours to read, which is as if it were not there.
  const answer: NoAnswer = stored.status === 'ok' ? { status: 'missing' } : stored
  const beside = isStale('file') ? null : await inFile(name, places)
  if (beside) return beside
  const inMemory = places.memory.get(name)
  return inMemory ? held(inMemory, 'memory') : notThere(note, answer)
}

async function inFile(
  name: CredentialName,
  { file, index }: SearchedPlaces,
): Promise<Found | null> {
  const value = await file.get(name)
  if (value) return held(value, 'file')
  const state = await file.state()
  if (state === 'damaged' && index.of(name)?.where === 'file') {
    return unreadable('The sealed file cannot be read.')
  }
  if (!(await file.names()).includes(name)) return null
  if (state === 'open') return unreadable('What the sealed file holds under this name is damaged.')
  const closed = { status: 'locked', where: 'file', detail: 'The sealed file is closed.' } as const
  return { ...closed, read: { status: 'file-closed' } }
}

const unreadable = (detail: string): Found => ({
  ...{ status: 'unavailable', where: 'file', detail },
  read: { status: 'unreachable', detail },
})

const due = 'It is removed there as soon as the place can be reached.'
const lost = 'It was stored and is no longer in the keychain.'
const ended = 'It was kept in memory, until the app ended.'

function notThere(note: CredentialNote | null, stored: NoAnswer): Found {
  const { status } = stored
  const read = readOf(note, stored)
  if (note?.where === null) return { status, where: 'nowhere', detail: due, read }
  if (status !== 'missing') return { status, where: 'nowhere', detail: whyNot(stored), read }
  const wasInKeychain = note?.where === 'keychain' && note.storedAt !== null
  const detail = wasInKeychain ? lost : ''
  return { status, where: 'nowhere', detail: note?.where === 'memory' ? ended : detail, read }
}

/** A place that is shut answers for what may lie in it, and not for what is known to lie nowhere. */
function readOf(note: CredentialNote | null, stored: NoAnswer): CredentialRead {
  const mayLieThere = note === null || note.where === 'keychain'
  if (stored.status === 'locked' && mayLieThere) return { status: 'keychain-locked' }
  if (stored.status !== 'unavailable' || note?.where !== 'keychain') return { status: 'missing' }
  return { status: 'unreachable', detail: stored.detail }
}
