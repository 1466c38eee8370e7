import { credentialErrors } from '../../shared/credentials/errors.ts'
import {
  type CredentialName,
  type CredentialPlace,
  type CredentialStatus,
  type CredentialStores,
  credentialNameSchema,
} from '../../shared/credentials/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import type { Keychain } from '../kit/keychain.ts'
import { createTurns } from '../kit/turns.ts'
import { type CredentialRead, findCredential } from './find-credential.ts'
import type { NameIndex } from './name-index.ts'
import type { SealedFile } from './sealed-file.ts'

/** Keychain, sealed file and memory as one; a secret is read from one of them at a time, and what lies in another goes as soon as that can be reached. */
export interface CredentialPlaces {
  read(name: CredentialName): Promise<CredentialRead>
  /** In the keychain; where there is none, in the open file; without one, in memory. */
  keep(name: CredentialName, value: Secret): Promise<Result<void, Failure>>
  /** Fails when a place is away that may hold it; it is not read any more, and goes when the place is back. */
  remove(name: CredentialName): Promise<Result<void, Failure>>
  /** Makes the sealed file under a passphrase; what is in memory only goes into it. */
  makeFile(passphrase: Secret): Promise<Result<void, Failure>>
  openFile(passphrase: Secret): Promise<Result<void, Failure>>
  closeFile(): Promise<void>
  /** Removes the sealed file with what is in it. */
  destroyFile(): Promise<void>
  status(name: CredentialName): Promise<CredentialStatus>
  list(): Promise<readonly CredentialStatus[]>
  /** Every place where a name lies or may lie, those too that are away. */
  everyPlace(): Promise<readonly { name: CredentialName; place: CredentialPlace }[]>
  stores(): Promise<CredentialStores>
}

interface PlacesDeps {
  readonly keychain: Keychain
  readonly file: SealedFile
  readonly index: NameIndex
}

const names = credentialNameSchema.options
const refuse = (code: keyof typeof credentialErrors, cause = '') =>
  err(failure(credentialErrors, code, { cause }))

/** The three places, without an order between two callers. */
class Places {
  readonly #deps: PlacesDeps
  readonly #memory = new Map<CredentialName, Secret>()

  constructor(deps: PlacesDeps) {
    this.#deps = deps
  }

  async read(name: CredentialName): Promise<CredentialRead> {
    await this.#settle(name)
    const { read } = await this.#find(name)
    if (read.status === 'ok') await this.#deps.index.used(name)
    return read
  }

  async status(name: CredentialName): Promise<CredentialStatus> {
    await this.#settle(name)
    const { status, where, detail } = await this.#find(name)
    const note = this.#deps.index.of(name)
    const times = { storedAt: note?.storedAt ?? null, usedAt: note?.usedAt ?? null }
    return { name, status, where, detail, ...times }
  }

  async list(): Promise<readonly CredentialStatus[]> {
    const found: CredentialStatus[] = []
    for (const name of names) found.push(await this.status(name))
    return found
  }

  async everyPlace() {
    const found: { name: CredentialName; place: CredentialPlace }[] = []
    for (const { name, where } of await this.list()) {
      const places = await this.#mayLie(name)
      if (where !== 'nowhere') places.add(where)
      for (const place of places) found.push({ name, place })
    }
    return found
  }

  async keep(name: CredentialName, value: Secret): Promise<Result<void, Failure>> {
    const outcome = await this.#deps.keychain.set(name, value)
    if (outcome === 'locked') return refuse('credentials.locked')
    if (outcome === 'ok') return this.#keptIn(name, 'keychain')
    const { file } = this.#deps
    const state = await file.state()
    if (state === 'closed') return refuse('credentials.file-closed')
    if (state === 'open') {
      const written = await file.set(name, value)
      return written.ok ? this.#keptIn(name, 'file') : written
    }
    this.#memory.set(name, value)
    return this.#keptIn(name, 'memory')
  }

  async remove(name: CredentialName): Promise<Result<void, Failure>> {
    const { index, keychain } = this.#deps
    const places = await this.#mayLie(name)
    this.#memory.delete(name)
    // Noted first: whatever happens from here on, the name is not forgotten before it is gone.
    await index.removed(name, [...places])
    const outcome = places.has('keychain') ? 'due' : await keychain.remove(name)
    if (outcome === 'locked') await index.removed(name, [...places, 'keychain'])
    await this.#settle(name)
    const left = index.of(name)?.stale ?? []
    if (left.includes('keychain')) return this.#whyKeychainIsLeft(name)
    return left.length > 0 ? refuse('credentials.remove-damaged') : ok(undefined)
  }

  async moveFromMemory(): Promise<Result<void, Failure>> {
    const { file, index } = this.#deps
    for (const [name, value] of this.#memory) {
      const written = await file.set(name, value)
      if (!written.ok) return written
      this.#memory.delete(name)
      await index.stored(name, 'file', index.of(name)?.stale ?? [])
    }
    return ok(undefined)
  }

  async destroyFile(): Promise<void> {
    const { file, index } = this.#deps
    await file.destroy()
    for (const name of names) {
      const note = index.of(name)
      if (note === null) continue
      const stale = note.stale.filter((place) => place !== 'file')
      if (note.where === 'file') await index.removed(name, stale)
      else if (stale.length < note.stale.length) await index.settled(name, stale)
    }
  }

  async stores(): Promise<CredentialStores> {
    const { keychain, file } = this.#deps
    const asked = await keychain.get(names[0] ?? 'anthropic-api-key')
    const isReady = asked.status === 'ok' || asked.status === 'missing'
    return {
      keychain: isReady ? 'ready' : asked.status,
      detail: asked.status === 'unavailable' ? asked.detail : '',
      file: await file.state(),
    }
  }

  #find(name: CredentialName) {
    return findCredential(name, { ...this.#deps, memory: this.#memory })
  }

  /** The lasting places where something under this name lies or may lie. */
  async #mayLie(name: CredentialName): Promise<Set<CredentialPlace>> {
    const { file, index } = this.#deps
    const note = index.of(name)
    const places = new Set<CredentialPlace>(note?.stale ?? [])
    if (note?.where) places.add(note.where)
    if ((await file.names()).includes(name)) places.add('file')
    places.delete('memory')
    return places
  }

  /** A value has a new place: what lies in another is a former one and goes, at once or when that place is back. */
  async #keptIn(name: CredentialName, where: CredentialPlace): Promise<Result<void, Failure>> {
    const places = await this.#mayLie(name)
    places.delete(where)
    if (where !== 'memory') this.#memory.delete(name)
    await this.#deps.index.stored(name, where, [...places])
    await this.#settle(name)
    return ok(undefined)
  }

  /** Removes what is due from the places that can be reached now. */
  async #settle(name: CredentialName): Promise<void> {
    const { index } = this.#deps
    const due = index.of(name)?.stale ?? []
    const left: CredentialPlace[] = []
    for (const place of due) if (!(await this.#isGoneFrom(place, name))) left.push(place)
    if (left.length < due.length) await index.settled(name, left)
  }

  async #isGoneFrom(place: CredentialPlace, name: CredentialName): Promise<boolean> {
    const { keychain, file } = this.#deps
    if (place === 'memory') return true
    if (place === 'keychain') return (await keychain.remove(name)) === 'ok'
    if ((await file.state()) === 'absent') return true
    return (await file.remove(name)).ok
  }

  async #whyKeychainIsLeft(name: CredentialName): Promise<Result<void, Failure>> {
    const { status } = await this.#deps.keychain.get(name)
    return refuse(
      status === 'locked' ? 'credentials.remove-locked' : 'credentials.remove-unreachable',
    )
  }
}

/** Builds the three places into one; what is asked of them happens one after the other. */
export function createCredentialPlaces(deps: PlacesDeps): CredentialPlaces {
  const places = new Places(deps)
  // A removal that is due must not meet a value that is being stored in the same place.
  const inTurn = createTurns()
  return {
    read: (name) => inTurn(() => places.read(name)),
    keep: (name, value) => inTurn(() => places.keep(name, value)),
    remove: (name) => inTurn(() => places.remove(name)),
    makeFile: (passphrase) =>
      inTurn(async () => {
        const made = await deps.file.make(passphrase)
        return made.ok ? places.moveFromMemory() : made
      }),
    openFile: (passphrase) => inTurn(() => deps.file.open(passphrase)),
    closeFile: () => inTurn(async () => deps.file.close()),
    destroyFile: () => inTurn(() => places.destroyFile()),
    status: (name) => inTurn(() => places.status(name)),
    list: () => inTurn(() => places.list()),
    everyPlace: () => inTurn(() => places.everyPlace()),
    stores: () => inTurn(() => places.stores()),
  }
}
