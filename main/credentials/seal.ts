import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { type Secret, secret } from '../../shared/kit/secret.ts'

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/** How a passphrase becomes a key (RFC 7914); costs about 128 MB and a third of a second. */
const cost = { N: 2 ** 17, r: 8, p: 1 } as const
const maxmem = 256 * 1024 * 1024

/** One secret under AES-256-GCM; everything but `id` is base64. */
export const sealedSchema = z.object({
  id: z.string().min(1).max(200),
  nonce: z.base64().length(16),
  tag: z.base64().length(24),
  data: z.base64().max(16_384),
})
export type Sealed = z.infer<typeof sealedSchema>

/** The key of an open file. */
export interface SealKey {
  readonly salt: string
  seal(id: string, value: Secret): Sealed
  /** Null when it was sealed with another key or under another id, or was changed. */
  open(sealed: Sealed): Secret | null
}

/** A fresh salt, base64. */
export function newSalt(): string {
  return randomBytes(16).toString('base64')
}

/** Derives the key of a passphrase and salt. */
export async function deriveKey(passphrase: Secret, salt: string): Promise<SealKey> {
  const key = await derive(passphrase.expose().normalize('NFC'), Buffer.from(salt, 'base64'))
  return { salt, seal: (id, value) => seal(key, id, value), open: (sealed) => open(key, sealed) }
}

function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, keyBytes, { ...cost, maxmem }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

function seal(key: Buffer, id: string, value: Secret): Sealed {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(id))
  const data = Buffer.concat([cipher.update(value.expose(), 'utf8'), cipher.final()])
  const [nonceText, tag, text] = [nonce, cipher.getAuthTag(), data].map((part) =>
    part.toString('base64'),
  )
  return { id, nonce: nonceText ?? '', tag: tag ?? '', data: text ?? '' }
}

function open(key: Buffer, { id, nonce, tag, data }: Sealed): Secret | null {
  const options = { authTagLength: tagBytes }
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), options)
  decipher.setAAD(Buffer.from(id))
  decipher.setAuthTag(Buffer.from(tag, 'base64'))
  try {
    const text = Buffer.concat([decipher.update(data, 'base64'), decipher.final()])
    return secret(text.toString('utf8'))
  } catch {
    // A tag that does not fit is the answer, whatever the reason.
    return null
  }
}
