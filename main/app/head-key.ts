import { randomBytes } from 'node:crypto'
import { type Secret, secret } from '../../shared/kit/secret.ts'
import type { Keychain } from '../kit/keychain.ts'

/** The key that signs the record's head, made once; null where no keychain can keep it. */
export async function headKeyFrom(keychain: Keychain): Promise<Secret | null> {
  const stored = await keychain.get('audit-head-key')
  if (stored.status === 'ok') return stored.value
  if (stored.status !== 'missing') return null
  const fresh = secret(randomBytes(32).toString('hex'))
  return (await keychain.set('audit-head-key', fresh)) === 'ok' ? fresh : null
}
