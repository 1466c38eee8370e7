import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { credentialErrors } from '../../shared/credentials/errors.ts'
import type { CredentialStores } from '../../shared/credentials/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { type Secret, secret } from '../../shared/kit/secret.ts'
import { createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import { deriveKey, newSalt, type Sealed, type SealKey, sealedSchema } from './seal.ts'

/** How the file is marked. */
export const sealedMarker = { format: 'sealed-credentials', version: 1 } as const

const shape = z.object({
  salt: z.base64().length(24),
  /** Sealed under the id `check`: tells a wrong passphrase from a file without secrets. */
  check: sealedSchema,
  secrets: z.array(sealedSchema).max(200),
})
type Contents = z.infer<typeof shape>

/** A file of secrets under a passphrase; made by the person's choice only. */
export interface SealedFile {
  state(): Promise<CredentialStores['file']>
  make(passphrase: Secret): Promise<Result<void, Failure>>
  open(passphrase: Secret): Promise<Result<void, Failure>>
  /** Forgets the key; the file stays. */
  close(): void
  /** The secret of a name while the file is open; null when it is closed or has none. */
  get(name: string): Promise<Secret | null>
  set(name: string, value: Secret): Promise<Result<void, Failure>>
  /** Takes no passphrase: it only makes less. */
  remove(name: string): Promise<Result<void, Failure>>
  /** Names in the file, also while it is closed. */
  names(): Promise<readonly string[]>
  destroy(): Promise<void>
}

const leastLength = 12
const checkId = 'check'
const checkText = 'this file opens'

type ErrorCode = keyof typeof credentialErrors
const refuse = (code: ErrorCode, cause = '') => err(failure(credentialErrors, code, { cause }))

const withSecret =
  (open: SealKey, name: string, value: Secret) =>
  (secrets: readonly Sealed[]): readonly Sealed[] => [
    ...secrets.filter(({ id }) => id !== name),
    open.seal(name, value),
  ]

/** Builds the sealed file at `path`; reads nothing before it is asked. */
export function createSealedFile(deps: {
  readonly path: string
  readonly clock: Clock
}): SealedFile {
  const { path, clock } = deps
  const check = (value: unknown): Contents => shape.parse(value)
  const file = createAtomicFile({ ...sealedMarker, path, check, clock })
  let key: SealKey | null = null

  const write = async (contents: Contents): Promise<Result<void, Failure>> => {
    const written = await file.write(contents)
    return written.ok ? written : refuse('credentials.unwritable', written.error)
  }

  /** Damage is left where it is: it may be the only copy. */
  const contents = async (): Promise<Result<Contents, Failure>> => {
    const read = await file.inspect()
    if (read.status === 'ok') return ok(read.value)
    if (read.status === 'missing') return refuse('credentials.file-missing')
    return refuse('credentials.file-damaged', read.problem)
  }

  const change = async (
    work: (secrets: readonly Sealed[]) => readonly Sealed[],
  ): Promise<Result<void, Failure>> => {
    const read = await contents()
    if (!read.ok) return read
    return write({ ...read.value, secrets: [...work(read.value.secrets)] })
  }

  return {
    async state() {
      const read = await contents()
      if (read.ok) return key ? 'open' : 'closed'
      return read.error.code === 'credentials.file-missing' ? 'absent' : 'damaged'
    },
    async make(passphrase) {
      if (passphrase.expose().length < leastLength) return refuse('credentials.weak-passphrase')
      const read = await contents()
      if (read.ok) return refuse('credentials.file-exists')
      if (read.error.code !== 'credentials.file-missing') return read
      const made = await deriveKey(passphrase, newSalt())
      const sealed = made.seal(checkId, secret(checkText))
      const written = await write({ salt: made.salt, check: sealed, secrets: [] })
      if (written.ok) key = made
      return written
    },
    async open(passphrase) {
      const read = await contents()
      if (!read.ok) return read
      const tried = await deriveKey(passphrase, read.value.salt)
      if (tried.open(read.value.check)?.expose() !== checkText) {
        return refuse('credentials.wrong-passphrase')
      }
      key = tried
      return ok(undefined)
    },
    close() {
      key = null
    },
    async get(name) {
      const read = key ? await contents() : null
      const sealed = read?.ok ? read.value.secrets.find(({ id }) => id === name) : undefined
      return sealed && key ? key.open(sealed) : null
    },
    set: async (name, value) =>
      key ? change(withSecret(key, name, value)) : refuse('credentials.file-closed'),
    remove: (name) => change((secrets) => secrets.filter(({ id }) => id !== name)),
    async names() {
      const read = await contents()
      return read.ok ? read.value.secrets.map(({ id }) => id) : []
    },
    async destroy() {
      key = null
      await rm(path, { force: true })
    },
  }
}
